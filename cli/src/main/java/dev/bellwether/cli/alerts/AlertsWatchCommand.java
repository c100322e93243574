package dev.bellwether.cli.alerts;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether alerts watch}. */
@Command(
        name = "watch",
        description = "Writes a line for every alert that fires now, and for each that changes, until Ctrl-C.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether alerts watch 'severity=\"critical\"'"})
public final class AlertsWatchCommand implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String GONE = "resolved";

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(
            paramLabel = "MATCHER",
            arity = "0..*",
            description = "only alerts that match; a word alone is an alert's name")
    private List<String> matchers = List.of();

    public AlertsWatchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        List<Map.Entry<String, String>> parameters = MatcherArguments.read(matchers).stream()
                .map(matcher -> Map.entry("filter", matcher.toString()))
                .toList();
        ApiClient client = options.client(context);
        Terminal terminal = options.terminal(context);
        Map<String, AlertView> known = look(client, parameters);
        known.values().forEach(alert -> say(terminal, format, alert, alert.state()));
        boolean away = false;
        while (context.pause().passed(INTERVAL)) {
            try {
                Map<String, AlertView> now = look(client, parameters);
                compare(terminal, format, known, now);
                known = now;
                away = false;
            } catch (ApiException e) {
                if (!away) {
                    terminal.message(Colour.YELLOW, "warning", e.text() + "; it is asked again");
                }
                away = true;
            }
        }
        return 0;
    }

    private static Map<String, AlertView> look(ApiClient client, List<Map.Entry<String, String>> parameters) {
        Map<String, AlertView> alerts = new LinkedHashMap<>();
        AlertView.read(client, parameters).forEach(alert -> alerts.put(alert.fingerprint(), alert));
        return alerts;
    }

    private void compare(
            Terminal terminal, OutputFormat format, Map<String, AlertView> before, Map<String, AlertView> now) {
        before.forEach((fingerprint, alert) -> {
            if (!now.containsKey(fingerprint)) {
                say(terminal, format, alert, GONE);
            }
        });
        now.forEach((fingerprint, alert) -> {
            AlertView old = before.get(fingerprint);
            if (old == null || !old.state().equals(alert.state())) {
                say(terminal, format, alert, alert.state());
            }
        });
    }

    private void say(Terminal terminal, OutputFormat format, AlertView alert, String state) {
        String time = Moments.text(context.clock().instant());
        String shown = state.equals("active") ? "firing" : state;
        if (format == OutputFormat.json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", time);
            line.put("change", shown);
            line.put("alert", alert.tree());
            terminal.out().println(JsonText.of(line));
        } else {
            Colour colour = state.equals(GONE) ? Colour.GREEN : state.equals("active") ? Colour.RED : Colour.YELLOW;
            String word = terminal.coloured(colour, shown) + " ".repeat(Math.max(0, 12 - shown.length()));
            terminal.out()
                    .println(time + "  " + word + "  " + alert.identity()
                            + (state.equals(GONE) ? "" : " " + alert.comparison()));
        }
        terminal.out().flush();
    }
}
