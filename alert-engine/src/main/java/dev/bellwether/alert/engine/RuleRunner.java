package dev.bellwether.alert.engine;

import dev.bellwether.alert.engine.WindowFiller.Watcher;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.rules.RuleFailedException;
import dev.bellwether.alerting.state.AlertLife;
import dev.bellwether.alerting.state.AlertLife.Finding;
import dev.bellwether.alerting.state.Evaluation;
import dev.bellwether.alerting.state.Transitions;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.promql.evaluation.QueryResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one rule, at one instant or for one series, and puts what changes into the outbox. Used by the engine's thread.
 */
final class RuleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    /** Progress of a rule at rest is kept this often: evaluating a few seconds again changes nothing. */
    private static final long PROGRESS_MILLIS = 10_000;

    /** A sample that takes longer than this from its agent to here is late. */
    private static final long UNDER_WAY_MILLIS = 30_000;

    private final RuleEvaluator evaluator;
    private final Outbox outbox;
    private final RecordedSamples recorded;
    private final EngineMetrics metrics;
    private final long lookbackMillis;

    RuleRunner(
            RuleEvaluator evaluator,
            Outbox outbox,
            RecordedSamples recorded,
            EngineMetrics metrics,
            long lookbackMillis) {
        this.evaluator = evaluator;
        this.outbox = outbox;
        this.recorded = recorded;
        this.metrics = metrics;
        this.lookbackMillis = lookbackMillis;
    }

    /** Evaluates the one element that a series' newest sample may have changed. */
    void element(Watcher watcher, long timestampMillis, double value, @Nullable NativeHistogram histogram) {
        ActiveRule rule = watcher.rule;
        if (rule.comparison != null) {
            boolean holds = histogram == null && !SpecialValues.isStale(value) && rule.comparison.holds(value);
            step(watcher, Math.max(timestampMillis, rule.wholeMillis), holds, value);
        } else {
            computed(watcher, timestampMillis);
        }
    }

    /** Evaluates the element of a series as it was at an instant. */
    void elementAt(Watcher watcher, long timestampMillis) {
        if (watcher.rule.comparison == null) {
            computed(watcher, timestampMillis);
            return;
        }
        double value = watcher.window.valueAt(timestampMillis);
        boolean holds = !SpecialValues.isStale(value) && watcher.rule.comparison.holds(value);
        step(watcher, Math.max(timestampMillis, watcher.rule.wholeMillis), holds, value);
    }

    private void computed(Watcher watcher, long timestampMillis) {
        ActiveRule rule = watcher.rule;
        long at = Math.max(timestampMillis, rule.wholeMillis);
        try {
            Double found = evaluator.element(rule.compiled, WindowStore.only(watcher.window), at);
            step(watcher, at, found != null, found == null ? 0 : found);
            succeeded(rule);
        } catch (RuleFailedException e) {
            failed(rule, e);
        }
    }

    private void step(Watcher watcher, long at, boolean holds, double value) {
        ActiveRule rule = watcher.rule;
        metrics.evaluated(rule);
        rule.throughMillis = Math.max(rule.throughMillis, at);
        if (holds || !rule.alerts.isEmpty()) {
            Labels labels = watcher.alertLabels;
            if (labels == null) {
                labels = evaluator.alertLabels(rule.alertRule(), watcher.window.labels(), value, at);
                watcher.alertLabels = labels;
            }
            Alert before = rule.alerts.get(labels);
            if (holds || before != null) {
                apply(
                        rule,
                        labels,
                        before,
                        AlertLife.next(
                                rule.alertRule(),
                                before,
                                labels,
                                holds ? Finding.HOLDS : Finding.CEASED,
                                value,
                                at,
                                true),
                        at);
            }
        }
        keepProgress(rule);
    }

    private void apply(ActiveRule rule, Labels labels, @Nullable Alert before, AlertLife.Step step, long at) {
        Alert after = step.alert();
        if (after == null) {
            rule.alerts.remove(labels);
        } else {
            rule.alerts.put(labels, after);
        }
        if (differs(before, after)) {
            outbox.state(rule);
        }
        if (step.announced() != null) {
            announce(rule, step.announced(), step.reason(), at);
        }
    }

    /** Whether more than the value is another one. */
    private static boolean differs(@Nullable Alert before, @Nullable Alert after) {
        return before == null || after == null
                ? before != after
                : before.state() != after.state()
                        || before.activeAtMillis() != after.activeAtMillis()
                        || before.endedAtMillis() != after.endedAtMillis();
    }

    private void announce(ActiveRule rule, Alert alert, String reason, long at) {
        AlertRule definition = rule.alertRule();
        outbox.announce(rule, transition(definition, alert, reason, at, rule.data, rule.compiled.threshold()));
        metrics.announced(alert);
    }

    private AlertTransition transition(
            AlertRule rule, Alert alert, String reason, long at, DataState data, @Nullable Double threshold) {
        return new AlertTransition(
                TransitionIdentity.of(rule.uid(), alert),
                rule.uid(),
                rule.name(),
                rule.expression(),
                alert,
                evaluator.annotations(rule, alert.labels(), alert.value(), at),
                threshold,
                at,
                data,
                reason,
                rule.mode() == Mode.Shadow);
    }

    /** Evaluates the whole expression at an instant that is not before the last one. */
    void whole(ActiveRule rule, long timestampMillis) {
        long at = Math.max(timestampMillis, rule.throughMillis);
        long started = System.nanoTime();
        rule.dirty = false;
        metrics.evaluated(rule);
        try {
            if (rule.alerting()) {
                alerts(rule, evaluator.evaluate(rule.compiled, at), at);
            } else {
                record(rule, evaluator.record(rule.compiled, at), at);
            }
            succeeded(rule);
        } catch (RuleFailedException e) {
            failed(rule, e);
        }
        rule.evaluationSeconds = (System.nanoTime() - started) / 1e9;
        metrics.took(rule, rule.evaluationSeconds);
        outbox.touch(rule);
    }

    /** Takes over what an expression has given at an instant. */
    private void alerts(ActiveRule rule, Evaluation evaluation, long at) {
        rule.data = dataAt(rule, at);
        Transitions.Outcome outcome = Transitions.next(rule.alertRule(), rule.state(), evaluation.withData(rule.data));
        Map<Labels, Alert> before = rule.alerts;
        rule.alerts = new LinkedHashMap<>(outcome.state().alerts());
        passed(rule, at);
        boolean changed = before.size() != rule.alerts.size();
        for (Alert alert : rule.alerts.values()) {
            changed = changed || differs(before.get(alert.labels()), alert);
        }
        if (changed) {
            outbox.state(rule);
        }
        outcome.changes().forEach(change -> announce(rule, change.alert(), change.reason(), at));
        keepProgress(rule);
    }

    /** Takes over what a recording rule has given at an instant. */
    private void record(ActiveRule rule, List<QueryResult.Sample> samples, long at) {
        rule.data = dataAt(rule, at);
        passed(rule, at);
        recorded.record(rule, samples, at);
        keepProgress(rule);
    }

    /** Takes over what storage has given, unless the rule has been taken away meanwhile. */
    void fromStorage(ActiveRule rule, Evaluation evaluation) {
        if (rule.owned && evaluation.timestampMillis() >= rule.throughMillis) {
            metrics.evaluated(rule);
            alerts(rule, evaluation, evaluation.timestampMillis());
            succeeded(rule);
            outbox.touch(rule);
        }
    }

    /** Takes over what storage has given for a recording rule, unless the rule has been taken away meanwhile. */
    void fromStorage(ActiveRule rule, List<QueryResult.Sample> samples, long at) {
        if (rule.owned && at >= rule.throughMillis) {
            metrics.evaluated(rule);
            record(rule, samples, at);
            succeeded(rule);
            outbox.touch(rule);
        }
    }

    private static void passed(ActiveRule rule, long at) {
        rule.throughMillis = Math.max(rule.throughMillis, at);
        rule.wholeMillis = Math.max(rule.wholeMillis, at);
    }

    /** Puts what people have said into force. */
    void settle(ActiveRule rule, Transitions.Outcome outcome) {
        if (!outcome.changes().isEmpty()) {
            rule.alerts = new LinkedHashMap<>(outcome.state().alerts());
            outcome.changes().forEach(change -> announce(rule, change.alert(), change.reason(), rule.throughMillis));
        }
    }

    /** The transitions of a rule that is no more. */
    List<AlertTransition> end(AlertRule rule, Transitions.Outcome outcome, long at, @Nullable Double threshold) {
        return outcome.changes().stream()
                .map(change -> transition(rule, change.alert(), change.reason(), at, DataState.COMPLETE, threshold))
                .toList();
    }

    /** What is known of the data at an instant: every sender that feeds the rule should have sent by then. */
    private DataState dataAt(ActiveRule rule, long at) {
        DataState state = DataState.COMPLETE;
        for (Agent agent : rule.agents) {
            if (at - agent.watermarkMillis() > lookbackMillis) {
                return DataState.MISSING;
            }
            if (agent.isLateAt(at)) {
                state = DataState.LATE;
            }
        }
        return state;
    }

    /** Nothing is there that time alone could change: the rule progresses, but not past samples that are on their way. */
    void rest(ActiveRule rule, long at) {
        rule.throughMillis = Math.max(rule.throughMillis, at - UNDER_WAY_MILLIS);
        keepProgress(rule);
    }

    private void keepProgress(ActiveRule rule) {
        if (rule.throughMillis - rule.persistedMillis >= PROGRESS_MILLIS) {
            outbox.state(rule);
        }
    }

    private void succeeded(ActiveRule rule) {
        if (!rule.error.isEmpty()) {
            rule.error = "";
            outbox.touch(rule);
        }
    }

    /** The rule is off until an evaluation succeeds; its alerts stay as they were. */
    void failed(ActiveRule rule, RuleFailedException failure) {
        String message = String.valueOf(failure.getMessage());
        metrics.failed(rule);
        if (!rule.error.equals(message)) {
            LOG.atWarn().addKeyValue("rule", rule.uid()).log("rule cannot be evaluated: {}", message);
            rule.error = message;
            outbox.touch(rule);
        }
    }
}
