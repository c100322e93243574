package dev.bellwether.alerting.state;

import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.AlertState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of alerts as a pure function: inactive → pending → firing → resolved. */
public final class Transitions {
    private Transitions() {}

    /**
     * The state after an evaluation, and what people must hear of it.
     *
     * @param state what to keep
     * @param announced alerts that began to fire or resolved by this evaluation
     */
    public record Outcome(RuleState state, List<Alert> announced) {
        public Outcome {
            announced = List.copyOf(announced);
        }
    }

    /** The next state; an evaluation older than the state changes nothing. */
    public static Outcome next(AlertRule rule, RuleState state, Evaluation evaluation) {
        long now = evaluation.timestampMillis();
        if (now < state.evaluatedThroughMillis()) {
            return new Outcome(state, List.of());
        }
        Map<Labels, Alert> next = new LinkedHashMap<>();
        List<Alert> announced = new ArrayList<>();
        evaluation.values().forEach((labels, value) -> {
            Alert alert = holding(rule, state.alerts().get(labels), labels, value, evaluation);
            next.put(labels, alert);
            Alert before = state.alerts().get(labels);
            if (alert.state() == AlertState.FIRING && (before == null || before.state() == AlertState.PENDING)) {
                announced.add(alert);
            }
        });
        state.alerts().forEach((labels, alert) -> {
            if (evaluation.values().containsKey(labels) || alert.state() == AlertState.PENDING) {
                return;
            }
            Alert after = ceased(rule, alert, evaluation);
            if (after.state() == AlertState.FIRING) {
                next.put(labels, after);
            } else {
                announced.add(after);
            }
        });
        return new Outcome(new RuleState(now, next), announced);
    }

    /** Resolves whatever fires, for a rule that is no more. */
    public static Outcome end(RuleState state, long nowMillis) {
        List<Alert> announced = state.alerts().values().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(alert -> with(alert, AlertState.RESOLVED, alert.value(), alert.firedAtMillis(), nowMillis))
                .toList();
        return new Outcome(new RuleState(nowMillis, Map.of()), announced);
    }

    private static Alert holding(
            AlertRule rule, @Nullable Alert before, Labels labels, double value, Evaluation evaluation) {
        long now = evaluation.timestampMillis();
        if (before != null && before.state() == AlertState.FIRING) {
            return with(before, AlertState.FIRING, value, before.firedAtMillis(), 0);
        }
        long activeAt = before == null ? now : before.activeAtMillis();
        boolean traced = before == null ? evaluation.traces().apply(labels) != Trace.UNKNOWN : before.traced();
        boolean fires = now - activeAt >= rule.holdFor().toMillis();
        return new Alert(
                labels, fires ? AlertState.FIRING : AlertState.PENDING, value, activeAt, fires ? now : 0, 0, traced);
    }

    private static Alert ceased(AlertRule rule, Alert alert, Evaluation evaluation) {
        long now = evaluation.timestampMillis();
        if (alert.traced()
                && rule.noData() == NoData.KeepState
                && evaluation.traces().apply(alert.labels()) != Trace.PRESENT) {
            return alert;
        }
        long endedAt = alert.endedAtMillis() == 0 ? now : alert.endedAtMillis();
        boolean kept = now - endedAt < rule.keepFiringFor().toMillis();
        return with(
                alert, kept ? AlertState.FIRING : AlertState.RESOLVED, alert.value(), alert.firedAtMillis(), endedAt);
    }

    private static Alert with(Alert alert, AlertState state, double value, long firedAt, long endedAt) {
        return new Alert(alert.labels(), state, value, alert.activeAtMillis(), firedAt, endedAt, alert.traced());
    }
}
