package dev.bellwether.cli.terminal;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command knows of the world around it.
 *
 * @param environment the variables of the process
 * @param clock tells what "now" is
 * @param input what a command reads where it is given {@code -} for a file
 * @param pause lets time pass
 */
public record CommandContext(
        Terminal terminal, Map<String, String> environment, Clock clock, InputStream input, Pause pause) {
    public CommandContext {
        environment = Map.copyOf(environment);
    }
}
