package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.CsvText;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.LabelColumns;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether query series}. */
@Command(
        name = "series",
        description = "Lists the series that match a selector.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether query series up",
            "  bellwether query series '{job=~\"node.*\"}' --start -1d"
        })
public final class SeriesCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Mixin
    private final SearchOptions search = new SearchOptions();

    @Parameters(paramLabel = "MATCH", arity = "1..*", description = "selectors such as up{job=\"node\"}; any may match")
    private List<String> selectors = List.of();

    public SeriesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json, OutputFormat.csv));
        List<Map.Entry<String, String>> parameters = search.parameters(context, selectors);
        ApiClient client = options.client(context);
        ApiAnswer answer = ExpressionErrors.explained(
                selectors.size() == 1 ? selectors.getFirst() : "", () -> client.post("/api/v1/series", parameters));
        Terminal terminal = options.terminal(context);
        List<Labels> found = JsonTree.list(answer.data()).stream()
                .map(SeriesCommand::labels)
                .sorted()
                .toList();
        switch (format) {
            case json -> terminal.out().println(JsonText.of(answer.data()));
            case csv -> {
                List<String> names = LabelColumns.names(found);
                CsvText.line(names, terminal.out());
                found.forEach(labels -> CsvText.line(LabelColumns.values(labels, names), terminal.out()));
            }
            default -> found.forEach(labels -> terminal.out().println(labels));
        }
        terminal.out().flush();
        List<String> notes = new ArrayList<>(answer.infos());
        if (format == OutputFormat.table && found.isEmpty()) {
            notes.add("no series");
        }
        options.common().notes(terminal, answer.warnings(), notes);
        return 0;
    }

    private static Labels labels(@Nullable Object json) {
        Labels.Builder labels = Labels.builder();
        JsonTree.object(json).forEach((name, value) -> labels.set(name, JsonTree.text(value)));
        return labels.build();
    }
}
