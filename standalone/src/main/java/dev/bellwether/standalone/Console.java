package dev.bellwether.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What a person sees while the process starts and stops; coloured on a terminal unless NO_COLOR is set. */
final class Console {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean coloured;

    Console(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** The process's own console. */
    static Console ofProcess() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Console(System.out, terminal && System.getenv("NO_COLOR") == null);
    }

    void title(String text) {
        out.println(in(BOLD, text));
    }

    /** A part has started. */
    void started(String part, String where, Duration took) {
        out.printf("  %s %-12s %-52s %s%n", in(GREEN, "ok"), part, where, in(DIM, seconds(took)));
        out.flush();
    }

    /** A part has stopped. */
    void stopped(String part, Duration took) {
        out.printf("  %s %-12s %s%n", in(GREEN, "ok"), part, in(DIM, seconds(took)));
        out.flush();
    }

    void ready(Duration took) {
        out.printf("%n%s%n%n", in(BOLD, "Ready in " + seconds(took) + "."));
        out.flush();
    }

    /** Something to try, and what it shows. */
    void hint(String command, String shows) {
        out.printf("  %s%n      %s%n", in(DIM, shows), command);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Why the process does not start. */
    void failure(String text) {
        out.println(in(RED, "bellwether: ") + text);
        out.flush();
    }

    private String in(String colour, String text) {
        return coloured ? colour + text + RESET : text;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
