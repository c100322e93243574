package dev.bellwether.cli.alerts;

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

/** {@code bellwether alerts list}. */
@Command(
        name = "list",
        description = "Lists the alerts that fire and of which people hear.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether alerts list",
            "  bellwether alerts list HighLoad 'instance=~\"web.*\"' --silenced",
            "  bellwether alerts list --all -o json"
        })
public final class AlertsListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(
            paramLabel = "MATCHER",
            arity = "0..*",
            description =
                    "only alerts that match: label=\"value\" with =, !=, =~ or !~; a word alone is an alert's name")
    private List<String> matchers = List.of();

    @Option(names = "--silenced", description = "silenced ones too")
    private boolean silenced;

    @Option(names = "--inhibited", description = "those too that another alert makes superfluous")
    private boolean inhibited;

    @Option(names = "--muted", description = "those too that are muted at this time")
    private boolean muted;

    @Option(names = "--all", description = "all that fire")
    private boolean all;

    @Option(names = "--receiver", paramLabel = "REGEX", description = "only those of a receiver")
    private @Nullable String receiver;

    public AlertsListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        List<AlertView> alerts = AlertView.read(options.client(context), parameters());
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out()
                    .println(JsonText.of(alerts.stream().map(AlertView::tree).toList()));
        } else if (!alerts.isEmpty()) {
            table(alerts).print(terminal);
        } else if (!options.common().quiet()) {
            terminal.out().println("no alerts");
        }
        terminal.out().flush();
        return 0;
    }

    private List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        MatcherArguments.read(matchers).forEach(matcher -> parameters.add(Map.entry("filter", matcher.toString())));
        parameters.add(Map.entry("silenced", Boolean.toString(all || silenced)));
        parameters.add(Map.entry("inhibited", Boolean.toString(all || inhibited)));
        parameters.add(Map.entry("muted", Boolean.toString(all || muted)));
        if (receiver != null) {
            parameters.add(Map.entry("receiver", receiver));
        }
        return parameters;
    }

    private TextTable table(List<AlertView> alerts) {
        TextTable table = new TextTable(List.of(
                Column.left("ALERT"),
                Column.left("STATE"),
                Column.right("FOR"),
                Column.right("VALUE"),
                Column.left("LABELS"),
                Column.left("FINGERPRINT")));
        Instant now = context.clock().instant();
        for (AlertView alert : alerts) {
            Instant since = alert.since();
            table.add(List.of(
                    alert.name(),
                    alert.state(),
                    since == null ? "" : Moments.span(Duration.between(since, now)),
                    alert.value(),
                    alert.otherLabels(),
                    alert.fingerprint()));
        }
        return table;
    }
}
