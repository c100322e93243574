package dev.bellwether.cli.backtest;

import dev.bellwether.alerting.backtest.BacktestResult;
import dev.bellwether.alerting.backtest.BacktestResult.AlertHistory;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What two versions of a rule would have done with the same data, side by side. */
record BacktestComparison(BacktestReport before, BacktestReport after) {
    private static final String ALERT_NAME = "alertname";
    private static final String NOTHING = "–";
    private static final int MOST_ALERTS = 50;

    /** What both made of one series; null where a version had no alert for it. */
    private record Pair(
            @Nullable AlertHistory before, @Nullable AlertHistory after) {
        boolean differs() {
            return before == null
                    || after == null
                    || before.firings() != after.firings()
                    || !before.firing().equals(after.firing());
        }
    }

    void print(Terminal terminal) {
        terminal.out()
                .println(terminal.coloured(Colour.BOLD, before.rule().name()) + "  "
                        + Moments.text(before.range().start()) + " to "
                        + Moments.text(before.range().end()) + ", "
                        + Terminal.grouped(before.result().evaluations()) + " evaluations of each, one each "
                        + Moments.span(before.range().step()));
        TextTable table = new TextTable(List.of(Column.left(""), Column.left("BEFORE"), Column.left("AFTER")));
        rule(table, "expression", AlertRule::expression);
        rule(table, "for", rule -> span(rule.holdFor()));
        rule(table, "keep firing for", rule -> span(rule.keepFiringFor()));
        result(table, "fired", result -> Terminal.grouped(result.firings()));
        result(table, "alerts", result -> Terminal.grouped(result.alerts().size()));
        result(table, "most at a time", result -> String.valueOf(result.mostFiring()));
        result(table, "firing in all", result -> Moments.span(total(result)));
        table.print(terminal);
        alerts(terminal);
    }

    private void rule(TextTable table, String what, Function<AlertRule, String> part) {
        table.add(List.of(what, part.apply(before.rule()), part.apply(after.rule())));
    }

    private void result(TextTable table, String what, Function<BacktestResult, String> part) {
        table.add(List.of(what, part.apply(before.result()), part.apply(after.result())));
    }

    private static String span(Duration duration) {
        return duration.isZero() ? NOTHING : Moments.span(duration);
    }

    private static Duration total(BacktestResult result) {
        return result.alerts().stream().map(AlertHistory::firing).reduce(Duration.ZERO, Duration::plus);
    }

    private void alerts(Terminal terminal) {
        Map<Labels, Pair> pairs = pairs();
        terminal.out().println();
        long different = pairs.values().stream().filter(Pair::differs).count();
        if (different == 0) {
            terminal.out().println("Both would have done the same.");
            return;
        }
        TextTable table = new TextTable(List.of(
                Column.right("FIRED BEFORE"),
                Column.right("AFTER"),
                Column.right("IN ALL BEFORE"),
                Column.right("AFTER"),
                Column.left("ALERT")));
        pairs.entrySet().stream()
                .filter(entry -> entry.getValue().differs())
                .limit(MOST_ALERTS)
                .forEach(entry -> table.add(List.of(
                        fired(entry.getValue().before()),
                        fired(entry.getValue().after()),
                        inAll(entry.getValue().before()),
                        inAll(entry.getValue().after()),
                        entry.getKey().toString())));
        table.print(terminal);
        if (different > MOST_ALERTS) {
            terminal.out().println("… and " + Terminal.grouped(different - MOST_ALERTS) + " more that differ");
        }
        long same = pairs.size() - different;
        if (same > 0) {
            terminal.out().println(Terminal.grouped(same) + (same == 1 ? " alert" : " alerts") + " alike in both");
        }
    }

    private static String fired(@Nullable AlertHistory history) {
        return history == null ? NOTHING : Terminal.grouped(history.firings());
    }

    private static String inAll(@Nullable AlertHistory history) {
        return history == null ? NOTHING : Moments.span(history.firing());
    }

    /** By labels without the name of the alert, which may have changed too. */
    private Map<Labels, Pair> pairs() {
        Map<Labels, AlertHistory> later = byLabels(after.result());
        Map<Labels, Pair> pairs = new LinkedHashMap<>();
        byLabels(before.result())
                .forEach((labels, history) -> pairs.put(labels, new Pair(history, later.remove(labels))));
        later.forEach((labels, history) -> pairs.put(labels, new Pair(null, history)));
        return pairs;
    }

    private static Map<Labels, AlertHistory> byLabels(BacktestResult result) {
        Map<Labels, AlertHistory> histories = new LinkedHashMap<>();
        result.alerts().forEach(alert -> histories.put(alert.labels().without(ALERT_NAME), alert));
        return histories;
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("before", before.tree());
        tree.put("after", after.tree());
        return tree;
    }
}
