package dev.bellwether.cli.api;

import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.promql.parser.PromqlDuration;
import java.net.URI;
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

    /**
     * A client for the server that was named.
     *
     * @throws CommandFailure where the address or the time limit is none
     */
    public ApiClient client(CommandContext context) {
        String address = url != null ? url : context.environment().getOrDefault("BELLWETHER_URL", "");
        try {
            return new ApiClient(URI.create(address.isEmpty() ? DEFAULT_URL : address), limit());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage((url != null ? "--url" : "BELLWETHER_URL") + ": " + e.getMessage());
        }
    }

    private Duration limit() {
        if (timeout == null) {
            return Duration.ofMinutes(2);
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
