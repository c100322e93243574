package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.QueryData;
import dev.bellwether.cli.api.ServerOptions;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have in common that ask a server. */
public final class QueryOptions {
    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "how results are shown: ${COMPLETION-CANDIDATES}")
    private OutputFormat format = OutputFormat.table;

    public CommonOptions common() {
        return common;
    }

    public ApiClient client(CommandContext context) {
        return server.client(context);
    }

    /** The time of {@code --timeout}, or another where it is not given. */
    public java.time.Duration timeout(java.time.Duration fallback) {
        return server.limit(fallback);
    }

    public Terminal terminal(CommandContext context) {
        return common.on(context.terminal());
    }

    /** Shows what is to be said of an answer: the server's notes, and what is unknown where nothing was found. */
    void notes(Terminal terminal, String expression, ApiAnswer answer, ApiClient client) {
        common.notes(terminal, answer.warnings(), answer.infos());
        if (!common.quiet() && QueryData.read(answer).series().isEmpty()) {
            common.notes(terminal, List.of(), UnknownNames.hints(expression, client));
        }
    }

    /**
     * The format that was asked for.
     *
     * @throws CommandFailure where this command cannot show it
     */
    public OutputFormat format(Set<OutputFormat> allowed) {
        if (!allowed.contains(format)) {
            throw CommandFailure.wrongUsage("-o " + format + " is not for this command, allowed are " + allowed);
        }
        return format;
    }

    /**
     * A time that an option names.
     *
     * @throws CommandFailure where it is none
     */
    public static Instant time(String option, @Nullable String text, Instant fallback, Instant now) {
        if (text == null) {
            return fallback;
        }
        try {
            return TimeText.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage(option + ": " + e.getMessage());
        }
    }
}
