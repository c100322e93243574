package dev.bellwether.alerting.state;

import dev.bellwether.alerting.state.AlertLife.Finding;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The life of a rule's alerts as a pure function of state, evaluation, controls and time. */
public final class Transitions {
    private Transitions() {}

    /** An alert that began to fire or resolved, and why. */
    public record Change(Alert alert, String reason) {}

    /**
     * The state after an evaluation, and what people must hear of it.
     *
     * @param state what to keep
     * @param changes alerts that began to fire or resolved by this evaluation
     */
    public record Outcome(RuleState state, List<Change> changes) {
        public Outcome {
            changes = List.copyOf(changes);
        }

        /** The alerts that changed, without the reasons. */
        public List<Alert> announced() {
            return changes.stream().map(Change::alert).toList();
        }
    }

    /** The next state; an evaluation older than the state changes nothing. */
    public static Outcome next(AlertRule rule, RuleState state, Evaluation evaluation) {
        long now = evaluation.timestampMillis();
        if (now < state.evaluatedThroughMillis()) {
            return new Outcome(state, List.of());
        }
        Gathering gathering = new Gathering();
        evaluation.values().forEach((labels, value) -> {
            Alert before = state.alerts().get(labels);
            boolean traced = before == null && evaluation.traces().apply(labels) != Trace.UNKNOWN;
            gathering.add(AlertLife.next(rule, before, labels, Finding.HOLDS, value, now, traced));
        });
        for (Labels labels : evaluation.silent()) {
            if (!evaluation.values().containsKey(labels)) {
                Alert before = state.alerts().get(labels);
                gathering.add(AlertLife.next(rule, before, labels, Finding.SILENT, Double.NaN, now, true));
            }
        }
        state.alerts().forEach((labels, before) -> {
            if (!evaluation.values().containsKey(labels) && !evaluation.silent().contains(labels)) {
                Finding finding = evaluation.traces().apply(labels) == Trace.PRESENT ? Finding.CEASED : Finding.MISSING;
                gathering.add(AlertLife.next(rule, before, labels, finding, Double.NaN, now, true));
            }
        });
        return new Outcome(new RuleState(now, gathering.alerts), gathering.changes);
    }

    /** Resolves whatever fires, for a rule that is no more. */
    public static Outcome end(RuleState state, long nowMillis) {
        List<Change> changes = state.alerts().values().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(alert -> new Change(
                        AlertLife.with(alert, AlertState.RESOLVED, alert.value(), alert.firedAtMillis(), nowMillis),
                        Reasons.RULE_REMOVED))
                .toList();
        return new Outcome(new RuleState(nowMillis, Map.of()), changes);
    }

    /**
     * Resolves an alert by somebody's word; it fires again as soon as an evaluation finds that it still holds. A word on
     * another alert, or on an earlier time of the same one, changes nothing.
     */
    public static Outcome resolve(AlertRule rule, RuleState state, Acknowledgement word) {
        Alert alert = state.alerts().get(word.labels());
        if (word.kind() != Acknowledgement.Kind.RESOLVE
                || alert == null
                || alert.state() != AlertState.FIRING
                || alert.activeAtMillis() != word.activeAtMillis()) {
            return new Outcome(state, List.of());
        }
        long now = Math.max(state.evaluatedThroughMillis(), alert.firedAtMillis());
        Map<Labels, Alert> alerts = new LinkedHashMap<>(state.alerts());
        // Its time has passed already; that it began a little later than before makes it another alert to the same
        // word.
        long activeAt = Math.max(now - rule.holdFor().toMillis(), alert.activeAtMillis() + 1);
        alerts.put(
                alert.labels(),
                new Alert(alert.labels(), AlertState.PENDING, alert.value(), activeAt, 0, 0, alert.traced()));
        Alert resolved = AlertLife.with(alert, AlertState.RESOLVED, alert.value(), alert.firedAtMillis(), now);
        return new Outcome(
                new RuleState(state.evaluatedThroughMillis(), alerts),
                List.of(new Change(resolved, Reasons.resolvedBy(word.by()))));
    }

    private static final class Gathering {
        final Map<Labels, Alert> alerts = new LinkedHashMap<>();
        final List<Change> changes = new ArrayList<>();

        void add(AlertLife.Step step) {
            Alert alert = step.alert();
            if (alert != null) {
                alerts.put(alert.labels(), alert);
            }
            if (step.announced() != null) {
                changes.add(new Change(step.announced(), step.reason()));
            }
        }
    }
}
