package dev.bellwether.cli.alerts;

import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether alerts show}. */
@Command(
        name = "show",
        description = "Shows all there is to say about an alert that fires.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether alerts show HighLoad"})
public final class AlertsShowCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "FINGERPRINT|NAME", description = "which; all that have the name")
    private String wanted = "";

    public AlertsShowCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        List<AlertView> alerts = AlertChoice.all(options.client(context), wanted);
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out()
                    .println(JsonText.of(alerts.stream().map(AlertView::tree).toList()));
        } else {
            boolean first = true;
            for (AlertView alert : alerts) {
                if (!first) {
                    terminal.out().println();
                }
                first = false;
                show(alert, terminal);
            }
        }
        terminal.out().flush();
        return 0;
    }

    private void show(AlertView alert, Terminal terminal) {
        terminal.out().println(terminal.coloured(Colour.BOLD, alert.identity()));
        line(terminal, "fingerprint", alert.fingerprint());
        line(terminal, "rule", alert.rule());
        line(terminal, "state", alert.state());
        Instant since = alert.since();
        if (since != null) {
            Duration age = Duration.between(since, context.clock().instant());
            line(terminal, "fires since", Moments.text(since) + " (" + Moments.span(age) + ")");
        }
        line(terminal, "value", alert.comparison());
        line(terminal, "receivers", alert.receivers().isEmpty() ? "none" : String.join(", ", alert.receivers()));
        line(terminal, "silenced by", String.join(", ", alert.silencedBy()));
        line(terminal, "inhibited by", String.join(", ", alert.inhibitedBy()));
        line(terminal, "muted by", String.join(", ", alert.mutedBy()));
        line(terminal, "acknowledged by", alert.acknowledgedBy());
        for (Map.Entry<String, String> annotation : alert.annotations().entrySet()) {
            line(terminal, annotation.getKey(), annotation.getValue());
        }
    }

    private static void line(Terminal terminal, String name, String value) {
        if (!value.isEmpty()) {
            terminal.out().println("  " + terminal.coloured(Colour.GREY, name + ":") + " " + value);
        }
    }
}
