package dev.bellwether.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child's end of a {@link Child}: a line comes in, a line goes out. Ends with the parent, whose death closes the input.
 */
final class Commands {
    /** What every answer begins with; other lines are the log's. */
    static final String ANSWER = "@ ";

    private Commands() {}

    /** Answers one line. */
    @FunctionalInterface
    interface Handler {
        String answer(String[] words) throws Exception;
    }

    /** Says that it is ready, then answers lines until there are no more. */
    static void serve(String greeting, Handler handler) throws IOException {
        PrintStream out = System.out;
        out.println(ANSWER + greeting);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null) {
            try {
                out.println(ANSWER + handler.answer(line.split(" ")));
            } catch (Exception e) {
                out.println(ANSWER + "error " + e);
            }
            out.flush();
            line = in.readLine();
        }
    }
}
