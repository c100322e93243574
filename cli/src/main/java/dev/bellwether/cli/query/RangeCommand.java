package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.QueryData;
import dev.bellwether.cli.graph.Plot;
import dev.bellwether.cli.output.CsvText;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.ResultTable;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether query range}. */
@Command(
        name = "range",
        description = "Evaluates an expression at every step of a range of time.",
        sortOptions = false,
        footer = {
            "",
            "Times are RFC 3339, seconds since 1970, now, or a distance from now such as -1h.",
            "",
            "Examples:",
            "  bellwether query range 'rate(node_cpu_seconds_total{mode!=\"idle\"}[1m])' -o graph",
            "  bellwether query range node_load1 --start -6h --step 1m -o csv",
            "  bellwether query range 'sum(up)' --start 2026-01-01T00:00:00Z --end 2026-01-02T00:00:00Z"
        })
public final class RangeCommand implements Callable<Integer> {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final int MOST_LINES = 20;

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "EXPR", description = "the expression, PromQL")
    private String expression = "";

    @Option(names = "--start", paramLabel = "TIME", description = "first time (default an hour before the end)")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "last time (default now)")
    private @Nullable String end;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description = "distance of the points, such as 15s (default: a round one that makes about 100 points)")
    private @Nullable String step;

    @Option(
            names = "--height",
            paramLabel = "LINES",
            description = "height of the graph (default: what fits, at most 20)")
    private int height;

    public RangeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.allOf(OutputFormat.class));
        Instant now = context.clock().instant();
        Instant last = QueryOptions.time("--end", end, now, now);
        Instant first = QueryOptions.time("--start", start, last.minus(DEFAULT_RANGE), now);
        if (last.isBefore(first)) {
            throw CommandFailure.wrongUsage("--end (" + last + ") is before --start (" + first + ")");
        }
        Duration width = width(first, last);
        ApiClient client = options.client(context);
        ApiAnswer answer = ExpressionErrors.explained(
                expression,
                () -> client.post(
                        "/api/v1/query_range",
                        List.of(
                                Map.entry("query", expression),
                                Map.entry("start", TimeText.seconds(first)),
                                Map.entry("end", TimeText.seconds(last)),
                                Map.entry("step", seconds(width)))));
        Terminal terminal = options.terminal(context);
        long firstMillis = first.toEpochMilli();
        long lastMillis = last.toEpochMilli();
        switch (format) {
            case json -> terminal.out().println(JsonText.of(answer.data()));
            case csv -> CsvText.write(QueryData.read(answer), terminal.out());
            case table -> new ResultTable(QueryData.read(answer), firstMillis, lastMillis).print(terminal);
            case graph ->
                new Plot(
                                terminal,
                                firstMillis,
                                lastMillis,
                                width.toMillis(),
                                height(terminal),
                                context.clock().getZone())
                        .print(QueryData.read(answer).series());
        }
        terminal.out().flush();
        options.notes(terminal, expression, answer, client);
        return 0;
    }

    private Duration width(Instant first, Instant last) {
        if (step == null) {
            return StepWidth.forRange(Duration.between(first, last));
        }
        try {
            return StepWidth.parse(step);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage("--step: " + e.getMessage());
        }
    }

    private int height(Terminal terminal) {
        if (height < 0) {
            throw CommandFailure.wrongUsage("--height is " + height + ", at least 1 is needed");
        }
        return height > 0 ? height : Math.min(MOST_LINES, Math.max(6, terminal.lines() - 8));
    }

    private static String seconds(Duration width) {
        return BigDecimal.valueOf(width.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
