package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs command lines at a fixed time and keeps what they write. */
final class Run {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private int columns = Terminal.UNLIMITED;
    private boolean interactive;
    private boolean colours;
    private String input = "";

    /** What a command did. */
    record Result(int exitCode, String out, String err) {}

    Run variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Run terminal(int width, boolean withColours) {
        columns = width;
        interactive = true;
        colours = withColours;
        return this;
    }

    Run input(String text) {
        input = text;
        return this;
    }

    Result command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), columns, 24, interactive, colours);
        int exitCode = new Bellwether(
                        terminal,
                        environment,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .run(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
