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

    @Option(
            names = "--read-token-file",
            paramLabel = "FILE",
            description = "holds the token that reading needs; else the variable BELLWETHER_READ_TOKEN_FILE")
    private @Nullable String readTokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "certificates to trust, PEM; else the variable BELLWETHER_CA_FILE, else the usual ones")
    private @Nullable String authorityFile;

    /**
     * A client for the server that was named.
     *
     * @throws CommandFailure where the address or the time limit is none
     */
    public ApiClient client(CommandContext context) {
        return client(context, limit(Duration.ofMinutes(2)));
    }

    private ApiClient client(CommandContext context, Duration limit) {
        ServerAccess access = new ServerAccess(
                token("--token-file", tokenFile, "BELLWETHER_TOKEN_FILE", context),
                token("--read-token-file", readTokenFile, "BELLWETHER_READ_TOKEN_FILE", context),
                authority(context));
        String address = url != null ? url : context.environment().getOrDefault("BELLWETHER_URL", "");
        try {
            return new ApiClient(URI.create(address.isEmpty() ? DEFAULT_URL : address), limit, access);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage((url != null ? "--url" : "BELLWETHER_URL") + ": " + e.getMessage());
        }
    }

    private @Nullable Path authority(CommandContext context) {
        String file = named(authorityFile, "BELLWETHER_CA_FILE", context);
        try {
            if (file.isEmpty() || Files.isReadable(Path.of(file))) {
                return file.isEmpty() ? null : Path.of(file);
            }
        } catch (InvalidPathException e) {
            // Said below: no such file can be read.
        }
        throw CommandFailure.wrongUsage(
                source("--ca-file", authorityFile, "BELLWETHER_CA_FILE") + ": cannot read " + file);
    }

    private static String named(@Nullable String option, String variable, CommandContext context) {
        return option != null ? option : context.environment().getOrDefault(variable, "");
    }

    private static String source(String name, @Nullable String option, String variable) {
        return option != null ? name : variable;
    }

    private static String token(String name, @Nullable String option, String variable, CommandContext context) {
        String file = named(option, variable, context);
        if (file.isEmpty()) {
            return "";
        }
        try {
            String token = Files.readString(Path.of(file)).strip();
            if (ServerAccess.isToken(token)) {
                return token;
            }
            throw CommandFailure.wrongUsage(
                    source(name, option, variable) + ": the token has characters that no token has");
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.wrongUsage(source(name, option, variable) + ": cannot read " + file + " ("
                    + e.getClass().getSimpleName() + ")");
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
