package dev.bellwether.cli.backtest;

import dev.bellwether.alerting.backtest.BacktestRange;
import dev.bellwether.alerting.backtest.BacktestResult;
import dev.bellwether.alerting.backtest.BacktestResult.AlertHistory;
import dev.bellwether.alerting.backtest.BacktestResult.Transition;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rule would have done, for people and for programs.
 *
 * @param shown how many transitions people see
 */
record BacktestReport(AlertRule rule, BacktestRange range, BacktestResult result, int shown) {
    private static final int MOST_ALERTS = 50;

    void print(Terminal terminal) {
        terminal.out().println(terminal.coloured(Colour.BOLD, rule.name()) + "  " + rule.expression());
        terminal.out()
                .println(Moments.text(range.start()) + " to " + Moments.text(range.end()) + ", "
                        + Terminal.grouped(result.evaluations()) + " evaluations, one each "
                        + Moments.span(range.step()));
        if (result.firings() == 0) {
            terminal.out().println("It would not have fired.");
            return;
        }
        terminal.out()
                .println("It would have fired " + times(result.firings()) + ", for "
                        + count(result.alerts().size(), "alert") + ", at most " + result.mostFiring()
                        + " at the same time.");
        terminal.out().println();
        alerts(terminal);
        terminal.out().println();
        transitions(terminal);
    }

    private void alerts(Terminal terminal) {
        TextTable table = new TextTable(List.of(
                Column.right("FIRED"),
                Column.right("IN ALL"),
                Column.right("LONGEST"),
                Column.left("AT THE END"),
                Column.left("ALERT")));
        result.alerts().stream()
                .limit(MOST_ALERTS)
                .forEach(alert -> table.add(List.of(
                        Terminal.grouped(alert.firings()),
                        Moments.span(alert.firing()),
                        Moments.span(alert.longest()),
                        alert.stillFiring() ? "fires" : "",
                        alert.labels().toString())));
        table.print(terminal);
        int more = result.alerts().size() - MOST_ALERTS;
        if (more > 0) {
            terminal.out().println("… and " + count(more, "more alert"));
        }
    }

    private void transitions(Terminal terminal) {
        long all = result.transitions().size() + result.omittedTransitions();
        terminal.out().println("What it would have sent, before grouping (" + Terminal.grouped(all) + "):");
        result.transitions().stream()
                .limit(shown)
                .forEach(transition -> terminal.out().println("  " + line(transition)));
        long more = all - Math.min(shown, result.transitions().size());
        if (more > 0) {
            terminal.out().println("  … and " + Terminal.grouped(more) + " more");
        }
    }

    private static String line(Transition transition) {
        String summary = transition.annotations().getOrDefault("summary", "");
        return Moments.text(Instant.ofEpochMilli(transition.atMillis())) + "  "
                + (transition.state() == AlertState.FIRING ? "firing  " : "resolved") + "  " + transition.labels()
                + " value " + transition.value() + (summary.isEmpty() ? "" : ": " + summary);
    }

    private static String times(long number) {
        return number == 1 ? "once" : Terminal.grouped(number) + " times";
    }

    private static String count(int number, String word) {
        return Terminal.grouped(number) + " " + word + (number == 1 ? "" : "s");
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rule", rule.name());
        tree.put("expression", rule.expression());
        tree.put("start", Moments.text(range.start()));
        tree.put("end", Moments.text(range.end()));
        tree.put("stepSeconds", seconds(range.step()));
        tree.put("evaluations", result.evaluations());
        tree.put("failedEvaluations", result.failedEvaluations());
        String failure = result.firstFailure();
        if (failure != null) {
            tree.put("firstFailure", failure);
        }
        tree.put("firings", result.firings());
        tree.put("mostFiring", result.mostFiring());
        tree.put("alerts", result.alerts().stream().map(BacktestReport::alert).toList());
        tree.put(
                "transitions",
                result.transitions().stream().map(BacktestReport::transition).toList());
        tree.put("omittedTransitions", result.omittedTransitions());
        return tree;
    }

    private static Map<String, Object> alert(AlertHistory alert) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("labels", texts(alert.labels()));
        tree.put("firings", alert.firings());
        tree.put("firingSeconds", seconds(alert.firing()));
        tree.put("longestSeconds", seconds(alert.longest()));
        tree.put("stillFiring", alert.stillFiring());
        return tree;
    }

    private static Map<String, Object> transition(Transition transition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("time", Moments.text(Instant.ofEpochMilli(transition.atMillis())));
        tree.put("state", transition.state().name().toLowerCase(Locale.ROOT));
        tree.put("labels", texts(transition.labels()));
        tree.put("value", String.valueOf(transition.value()));
        tree.put("annotations", transition.annotations());
        return tree;
    }

    private static Map<String, String> texts(Labels labels) {
        return new java.util.TreeMap<>(labels.toMap());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
