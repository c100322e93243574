package dev.bellwether.cli.silences;

import dev.bellwether.cli.alerts.MatcherArguments;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether silences list}. */
@Command(
        name = "list",
        description = "Lists the silences that hold now or will, those that end soonest first.",
        sortOptions = false,
        footer = {"", "Examples:", "  bellwether silences list", "  bellwether silences list --expired -o json"})
public final class SilencesListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "MATCHER", arity = "0..*", description = "only silences that say so of a label")
    private List<String> matchers = List.of();

    @Option(names = "--expired", description = "those too that have ended")
    private boolean expired;

    public SilencesListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        ApiClient client = options.client(context);
        Object answer = client.tree(
                "/api/v2/silences",
                MatcherArguments.read(matchers).stream()
                        .map(matcher -> Map.entry("filter", matcher.toString()))
                        .toList());
        if (!(answer instanceof List<?> all)) {
            throw new ApiException(client.base() + " does not list silences; is it Bellwether?");
        }
        List<Map<String, @Nullable Object>> silences = all.stream()
                .map(JsonTree::object)
                .filter(silence -> expired || !state(silence).equals("expired"))
                .toList();
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(silences));
        } else if (!silences.isEmpty()) {
            table(silences).print(terminal);
        } else if (!options.common().quiet()) {
            terminal.out().println("no silences");
        }
        terminal.out().flush();
        return 0;
    }

    private static String state(Map<String, ?> silence) {
        return JsonTree.text(JsonTree.object(silence.get("status")).get("state"));
    }

    private TextTable table(List<Map<String, @Nullable Object>> silences) {
        TextTable table = new TextTable(List.of(
                Column.left("ID"),
                Column.left("STATE"),
                Column.left("MATCHERS"),
                Column.left("UNTIL"),
                Column.right("LEFT"),
                Column.left("BY"),
                Column.left("COMMENT")));
        Instant now = context.clock().instant();
        for (Map<String, ?> silence : silences) {
            Instant end = Moments.parse(JsonTree.text(silence.get("endsAt")));
            table.add(List.of(
                    JsonTree.text(silence.get("id")),
                    state(silence),
                    JsonTree.list(silence.get("matchers")).stream()
                            .map(matcher -> SilenceMatchers.text(JsonTree.object(matcher)))
                            .collect(Collectors.joining(", ")),
                    Moments.text(end),
                    end == null || !end.isAfter(now) ? "" : Moments.span(Duration.between(now, end)),
                    JsonTree.text(silence.get("createdBy")),
                    JsonTree.text(silence.get("comment"))));
        }
        return table;
    }
}
