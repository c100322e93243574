package dev.bellwether.cli;

import java.util.Arrays;

/** The program where a file's first line names the JVM: the kernel puts the file's path before the arguments. */
public final class ScriptMain {
    private ScriptMain() {}

    /** Runs the program without the first argument. */
    public static void main(String[] arguments) {
        Main.main(arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
