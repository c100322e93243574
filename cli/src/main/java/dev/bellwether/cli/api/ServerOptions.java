package dev.bellwether.cli.api;

import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.promql.parser.PromqlDuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is asked. */
public final class ServerOptions {
    static final String DEFAULT_URL = "http://127.0.0.1:7080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the server; else the variable BELLWETHER_URL, else " + DEFAULT_URL)
    private @Nullable String url;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "the longest that an answer may take (default 2m)")
    private @Nullable String timeout;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "holds the token that changes need; else the variable BELLWETHER_TOKEN_FILE")
    private @Nullable String tokenFile;

    /**
     * A client for the server that was named.
     *
     * @throws CommandFailure where the address or the time limit is none
     */
    public ApiClient client(CommandContext context) {
        return client(context, limit(Duration.ofMinutes(2)));
    }

    private ApiClient client(CommandContext context, Duration limit) {
        String token = token(context);
        String address = url != null ? url : context.environment().getOrDefault("BELLWETHER_URL", "");
        try {
            return new ApiClient(URI.create(address.isEmpty() ? DEFAULT_URL : address), limit, token);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage((url != null ? "--url" : "BELLWETHER_URL") + ": " + e.getMessage());
        }
    }

    private String token(CommandContext context) {
        String file = tokenFile != null ? tokenFile : context.environment().getOrDefault("BELLWETHER_TOKEN_FILE", "");
        if (file.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.wrongUsage((tokenFile != null ? "--token-file" : "BELLWETHER_TOKEN_FILE")
                    + ": cannot read " + file + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    /**
     * The time that was given.
     *
     * @throws CommandFailure where it is none
     */
    public Duration limit(Duration fallback) {
        if (timeout == null) {
            return fallback;
        }
        try {
            Duration limit = PromqlDuration.parse(timeout);
            if (limit.isPositive()) {
                return limit;
            }
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage("--timeout: " + e.getMessage());
        }
        throw CommandFailure.wrongUsage("--timeout is " + timeout + ", more than 0 is needed");
    }
}
