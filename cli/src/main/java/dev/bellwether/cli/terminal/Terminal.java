package dev.bellwether.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command writes, and what can be shown there.
 *
 * @param out results
 * @param err messages, warnings and errors
 * @param columns width in characters; {@value #UNLIMITED} where output goes to a file or a pipe
 * @param lines height in characters
 * @param interactive whether somebody is looking: output goes to a terminal
 * @param colours whether colours are wanted
 */
public record Terminal(PrintWriter out, PrintWriter err, int columns, int lines, boolean interactive, boolean colours) {
    /** The width of what is no terminal. */
    public static final int UNLIMITED = 1_000_000;

    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_LINES = 24;

    public Terminal {
        if (columns < 1 || lines < 1) {
            throw new IllegalArgumentException("a terminal of " + columns + "×" + lines + " characters is none");
        }
    }

    /**
     * The terminal of this process.
     *
     * <p>The launcher says in {@code BELLWETHER_TERMINAL} how large it is ({@code lines columns}, empty where there is
     * none); without a launcher the JDK is asked.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        String told = environment.get("BELLWETHER_TERMINAL");
        boolean interactive =
                told == null ? System.console() != null && System.console().isTerminal() : !told.isBlank();
        String[] size =
                told == null || told.isBlank() ? new String[0] : told.strip().split(" ");
        int lines = size.length == 2 ? number(size[0], DEFAULT_LINES) : DEFAULT_LINES;
        int columns = number(
                environment.getOrDefault("COLUMNS", size.length == 2 ? size[1] : ""),
                interactive ? DEFAULT_COLUMNS : UNLIMITED);
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(writer(System.out), writer(System.err), columns, lines, interactive, interactive && !plain);
    }

    /** Characters are always written as UTF-8, as terminals of today read them whatever the locale. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }

    private static int number(String text, int fallback) {
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return fallback;
        }
        int number = Integer.parseInt(text);
        return number == 0 ? fallback : number;
    }

    /** The same terminal without colours. */
    public Terminal withoutColours() {
        return new Terminal(out, err, columns, lines, interactive, false);
    }

    /** A text in a colour, or as it is where colours are not wanted. */
    public String coloured(Colour colour, String text) {
        return colours && !text.isEmpty() ? colour.code() + text + Colour.RESET : text;
    }

    /** Writes one line of warning, note or error to where messages go. */
    public void message(Colour colour, String kind, String text) {
        err.println(coloured(colour, kind + ":") + " " + text);
        err.flush();
    }

    /** A number with separators of thousands. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
