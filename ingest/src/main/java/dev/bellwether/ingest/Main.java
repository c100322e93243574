package dev.bellwether.ingest;

import java.util.Arrays;

/** Both processes of the image: the first argument says which one, {@code gateway} or {@code writer}. */
public final class Main {
    private Main() {}

    /** Becomes that process; ends with 2 where it is neither. */
    public static void main(String[] arguments) throws InterruptedException {
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] others = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (name) {
            case "gateway" -> GatewayMain.main(others);
            case "writer" -> WriterMain.main(others);
            default -> {
                System.err.println("the first argument is \"" + name + "\", allowed are gateway and writer");
                System.exit(2);
            }
        }
    }
}
