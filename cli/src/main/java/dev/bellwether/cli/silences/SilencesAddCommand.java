package dev.bellwether.cli.silences;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Person;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether silences add}. */
@Command(
        name = "add",
        description = "Silences alerts; says first which ones that hides now. Writes the silence's id.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether silences add HighLoad 'instance=\"web1\"' --duration 2h --comment 'new kernel'",
            "  bellwether silences add 'team=\"blue\"' --until 2026-01-02T06:00:00Z --comment 'moving house'"
        })
public final class SilencesAddCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(
            paramLabel = "MATCHER",
            arity = "1..*",
            description =
                    "all of which must hold: label=\"value\" with =, !=, =~ or !~; a word alone is an alert's name")
    private List<String> matchers = List.of();

    @Option(names = "--duration", paramLabel = "DURATION", description = "how long, such as 2h")
    private @Nullable String duration;

    @Option(names = "--until", paramLabel = "TIME", description = "until when, instead of --duration")
    private @Nullable String until;

    @Option(names = "--start", paramLabel = "TIME", description = "from when on (default now)")
    private @Nullable String start;

    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "why")
    private String comment = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who silences (default the user of this machine)")
    private @Nullable String by;

    @Option(names = "--force", description = "also where it hides every alert")
    private boolean force;

    public SilencesAddCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        List<Map<String, Object>> read = SilenceMatchers.read(matchers);
        Map<String, Object> silence = new LinkedHashMap<>();
        silence.put("matchers", read);
        Instant now = context.clock().instant();
        Instant first = QueryOptions.time("--start", start, now, now);
        silence.put("startsAt", first.toString());
        silence.put("endsAt", end(first, now).toString());
        silence.put("createdBy", Person.named(by, context));
        silence.put("comment", comment);
        ApiClient client = options.client(context);
        Terminal terminal = options.terminal(context);
        SilencePreviewText preview = SilencePreviewText.ask(client, read);
        if (!options.common().quiet()) {
            preview.print(terminal, terminal.err());
        }
        if (Boolean.TRUE.equals(preview.tree().get("hidesEveryAlert")) && !force) {
            throw new CommandFailure(
                    "the silence is refused: it would hide every alert; name what is meant, or --force it");
        }
        Map<String, ?> answer =
                JsonTree.object(client.change("/api/v2/silences" + (force ? "?force=true" : ""), silence));
        String id = JsonTree.text(answer.get("silenceID"));
        if (id.isEmpty()) {
            throw new ApiException(client.base() + " gave the silence no id");
        }
        terminal.out().println(format == OutputFormat.json ? JsonText.of(answer) : id);
        terminal.out().flush();
        return 0;
    }

    private Instant end(Instant first, Instant now) {
        if ((duration == null) == (until == null)) {
            throw CommandFailure.wrongUsage("either --duration or --until is needed");
        }
        Instant end;
        try {
            end = duration != null
                    ? first.plus(PromqlDuration.parse(duration))
                    : QueryOptions.time("--until", until, now, now);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage("--duration: " + e.getMessage());
        }
        if (!end.isAfter(first) || Duration.between(now, end).isNegative()) {
            throw CommandFailure.wrongUsage("the silence would end at " + end + "; that must be after its start ("
                    + first + ") and in the future");
        }
        return end;
    }
}
