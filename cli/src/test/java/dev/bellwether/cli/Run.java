package dev.bellwether.cli;

import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    private int pauses;
    private Runnable duringPauses = () -> {};
    private Instant time = NOW;

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

    /** How many pauses the command makes before it is told to end, and what happens in each; time goes on in them. */
    Run pauses(int count, Runnable action) {
        pauses = count;
        duringPauses = action;
        return this;
    }

    private boolean pause(Duration duration) {
        time = time.plus(duration);
        if (pauses-- <= 0) {
            return false;
        }
        duringPauses.run();
        return true;
    }

    Result command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), columns, 24, interactive, colours);
        time = NOW;
        int exitCode = new Bellwether(new CommandContext(
                        terminal,
                        environment,
                        clock(),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        this::pause))
                .run(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time;
            }
        };
    }
}
