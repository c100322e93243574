package dev.bellwether.alerting.backtest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done.
 *
 * @param evaluations how many times it was evaluated
 * @param failedEvaluations how many of these failed and changed nothing
 * @param firstFailure why the first of them failed, null where none did
 * @param alerts each alert that fired, those first that fired longest
 * @param firings how often an alert began to fire, in all
 * @param mostFiring the most alerts that fired at the same time
 * @param transitions what people would have heard, in the order of time; only the first ones where there are very many
 * @param omittedTransitions how many more there were
 */
public record BacktestResult(
        long evaluations,
        long failedEvaluations,
        @Nullable String firstFailure,
        List<AlertHistory> alerts,
        long firings,
        int mostFiring,
        List<Transition> transitions,
        long omittedTransitions) {
    public BacktestResult {
        alerts = List.copyOf(alerts);
        transitions = List.copyOf(transitions);
    }

    /**
     * One alert over the whole time.
     *
     * @param labels the alert
     * @param firings how often it began to fire
     * @param firing how long it fired, up to the end of the range where it still does
     * @param longest the longest that it fired at a stretch
     * @param stillFiring whether it fires at the end
     */
    public record AlertHistory(Labels labels, int firings, Duration firing, Duration longest, boolean stillFiring) {}

    /**
     * An alert that began to fire or resolved.
     *
     * @param atMillis event time of the evaluation, milliseconds since 1970
     * @param state firing or resolved
     * @param value the expression's newest value
     * @param annotations the rule's text for people
     */
    public record Transition(
            long atMillis, Labels labels, AlertState state, double value, Map<String, String> annotations) {
        public Transition {
            annotations = Map.copyOf(annotations);
        }
    }
}
