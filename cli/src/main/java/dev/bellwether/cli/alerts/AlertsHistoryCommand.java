package dev.bellwether.cli.alerts;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.query.TimeText;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.LabelText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellwether alerts history}. */
@Command(
        name = "history",
        description = "Lists what has fired and resolved, the newest first.",
        sortOptions = false,
        footer = {
            "",
            "Times are RFC 3339, seconds since 1970, now, or a distance from now such as -1h.",
            "",
            "Example:",
            "  bellwether alerts history --rule default/HighLoad --start -2d"
        })
public final class AlertsHistoryCommand implements Callable<Integer> {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
    private static final int MOST = 10_000;

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Option(names = "--rule", paramLabel = "RULE", description = "only of a rule: its uid, such as default/HighLoad")
    private @Nullable String rule;

    @Option(names = "--alert", paramLabel = "FINGERPRINT", description = "only of an alert")
    private @Nullable String alert;

    @Option(names = "--start", paramLabel = "TIME", description = "first time (default seven days before the end)")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "last time (default now)")
    private @Nullable String end;

    @Option(names = "--limit", paramLabel = "N", description = "the most that are listed (default ${DEFAULT-VALUE})")
    private int limit = 500;

    public AlertsHistoryCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        ApiAnswer answer = options.client(context).get("/api/v1/alerts/history", parameters());
        Terminal terminal = options.terminal(context);
        List<?> transitions = JsonTree.list(answer.data());
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(answer.data()));
        } else if (!transitions.isEmpty()) {
            table(transitions).print(terminal);
        } else if (!options.common().quiet()) {
            terminal.out().println("nothing has fired or resolved in this time");
        }
        terminal.out().flush();
        return 0;
    }

    private List<Map.Entry<String, String>> parameters() {
        Instant now = context.clock().instant();
        Instant last = QueryOptions.time("--end", end, now, now);
        Instant first = QueryOptions.time("--start", start, last.minus(DEFAULT_RANGE), now);
        if (last.isBefore(first)) {
            throw CommandFailure.wrongUsage("--end (" + last + ") is before --start (" + first + ")");
        }
        if (limit < 1 || limit > MOST) {
            throw CommandFailure.wrongUsage("--limit is " + limit + ", allowed are 1 to " + MOST);
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (rule != null) {
            parameters.add(Map.entry("rule", rule));
        }
        if (alert != null) {
            parameters.add(Map.entry("alert", alert));
        }
        parameters.add(Map.entry("start", TimeText.seconds(first)));
        parameters.add(Map.entry("end", TimeText.seconds(last)));
        parameters.add(Map.entry("limit", Integer.toString(limit)));
        return parameters;
    }

    private static TextTable table(List<?> transitions) {
        TextTable table = new TextTable(List.of(
                Column.left("TIME"),
                Column.left("STATE"),
                Column.left("RULE"),
                Column.right("VALUE"),
                Column.right("FIRED FOR"),
                Column.left("LABELS"),
                Column.left("FINGERPRINT"),
                Column.left("WHY")));
        for (Object transition : transitions) {
            Map<String, ?> one = JsonTree.object(transition);
            Instant fired = Moments.parse(JsonTree.text(one.get("firedAt")));
            Instant ended = Moments.parse(JsonTree.text(one.get("endedAt")));
            String labels = AlertView.texts(one.get("labels")).entrySet().stream()
                    .map(label -> label.getKey() + "=" + LabelText.quote(label.getValue()))
                    .collect(Collectors.joining(", "));
            table.add(List.of(
                    Moments.text(Moments.parse(JsonTree.text(one.get("time")))),
                    JsonTree.text(one.get("state")) + (Boolean.TRUE.equals(one.get("shadow")) ? " (shadow)" : ""),
                    JsonTree.text(one.get("rule")),
                    JsonTree.text(one.get("value")),
                    fired == null || ended == null ? "" : Moments.span(Duration.between(fired, ended)),
                    labels,
                    JsonTree.text(one.get("fingerprint")),
                    JsonTree.text(one.get("reason"))));
        }
        return table;
    }
}
