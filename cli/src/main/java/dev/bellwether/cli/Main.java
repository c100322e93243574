package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Terminal;
import java.util.Map;

/** The program {@code bellwether}. */
public final class Main {
    private Main() {}

    /** Runs the program; exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        System.exit(new Bellwether(Terminal.ofProcess(environment), environment).run(arguments));
    }
}
