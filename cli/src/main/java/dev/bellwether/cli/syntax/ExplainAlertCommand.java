package dev.bellwether.cli.syntax;

import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.query.TimeText;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
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
import picocli.CommandLine.Parameters;

/** {@code bellwether explain alert}. */
@Command(
        name = "alert",
        description = "Tells the story of an alert: why somebody was told of it, or nobody.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether explain alert HighLoad",
            "  bellwether explain alert 0123456789abcdef --start -30d"
        })
public final class ExplainAlertCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "FINGERPRINT|NAME", description = "which; a name will do where only one alert has it")
    private String wanted = "";

    @Option(names = "--start", paramLabel = "TIME", description = "where the story begins (default seven days ago)")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "where it ends (default now)")
    private @Nullable String end;

    public ExplainAlertCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        Map<String, ?> story = JsonTree.object(
                options.client(context).get("/api/v1/explain", parameters()).data());
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(story));
        } else {
            tell(story, terminal);
        }
        terminal.out().flush();
        return 0;
    }

    private List<Map.Entry<String, String>> parameters() {
        Instant now = context.clock().instant();
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        parameters.add(Map.entry("alert", wanted));
        if (start != null) {
            parameters.add(Map.entry("start", TimeText.seconds(QueryOptions.time("--start", start, now, now))));
        }
        if (end != null) {
            parameters.add(Map.entry("end", TimeText.seconds(QueryOptions.time("--end", end, now, now))));
        }
        return parameters;
    }

    private static void tell(Map<String, ?> story, Terminal terminal) {
        terminal.out().println(terminal.coloured(Colour.BOLD, JsonTree.text(story.get("verdict"))));
        terminal.out().println();
        Map<String, ?> labels = JsonTree.object(story.get("labels"));
        terminal.out()
                .println("alert  " + JsonTree.text(labels.get("alertname"))
                        + labels.entrySet().stream()
                                .filter(label -> !label.getKey().equals("alertname"))
                                .map(label -> label.getKey() + "=" + LabelText.quote(JsonTree.text(label.getValue())))
                                .collect(Collectors.joining(", ", "{", "}")));
        terminal.out()
                .println("rule   " + JsonTree.text(story.get("rule")) + ", fingerprint "
                        + JsonTree.text(story.get("fingerprint")));
        terminal.out().println();
        TextTable table = new TextTable(
                List.of(Column.left("TIME"), Column.right("AFTER"), Column.left("HOP"), Column.left("WHAT")));
        Instant before = null;
        for (Object event : JsonTree.list(story.get("events"))) {
            Map<String, ?> one = JsonTree.object(event);
            Instant time = Moments.parse(JsonTree.text(one.get("time")));
            table.add(List.of(
                    Moments.text(time),
                    before == null || time == null ? "" : "+" + Moments.span(Duration.between(before, time)),
                    JsonTree.text(one.get("kind")) + " " + JsonTree.text(one.get("what")),
                    JsonTree.text(one.get("text"))));
            before = time == null ? before : time;
        }
        table.print(terminal);
    }
}
