package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.QueryData;
import dev.bellwether.cli.output.CsvText;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.ResultTable;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether query instant}. */
@Command(
        name = "instant",
        description = "Evaluates an expression at one time.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether query instant up",
            "  bellwether query instant 'node_load1 > 4' --time -1h -o json"
        })
public final class InstantCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "EXPR", description = "the expression, PromQL")
    private String expression = "";

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "when: RFC 3339, seconds since 1970, now (default), or a distance such as -1h")
    private @Nullable String time;

    public InstantCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json, OutputFormat.csv));
        Instant now = context.clock().instant();
        Instant at = QueryOptions.time("--time", time, now, now);
        ApiClient client = options.client(context);
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        parameters.add(Map.entry("query", expression));
        parameters.add(Map.entry("time", TimeText.seconds(at)));
        ApiAnswer answer = ExpressionErrors.explained(expression, () -> client.post("/api/v1/query", parameters));
        Terminal terminal = options.terminal(context);
        switch (format) {
            case json -> terminal.out().println(JsonText.of(answer.data()));
            case csv -> CsvText.write(QueryData.read(answer), terminal.out());
            default -> table(QueryData.read(answer), at).print(terminal);
        }
        terminal.out().flush();
        options.notes(terminal, expression, answer, client);
        return 0;
    }

    /** A range selector gives points over time: they end at the time of the query. */
    private static ResultTable table(QueryData data, Instant at) {
        long first = data.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToLong(QueryData.Point::timestampMillis)
                .min()
                .orElse(at.toEpochMilli());
        return new ResultTable(data, first, at.toEpochMilli());
    }
}
