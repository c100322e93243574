package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.replay.AlertReplay;
import dev.bellwether.alerting.replay.ReplayContext;
import dev.bellwether.alerting.replay.SeriesPresence;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.alerting.unittest.AlertExpectation.ExpectedAlert;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule in a test: the same state machine and the same templates as in the engine, and the series {@code ALERTS} and
 * {@code ALERTS_FOR_STATE} as Prometheus writes them. Not safe for use by many threads.
 */
final class TestedAlert implements TestedRule {
    private final TestWorld world;
    private final CompiledRule compiled;
    private final AlertReplay replay;
    private final long offsetMillis;
    private Map<Labels, Double> written = Map.of();

    TestedAlert(AlertRule rule, TestWorld world) {
        this.world = world;
        this.compiled = CompiledRule.compile(rule, Duration.ofMillis(world.lookbackMillis()));
        this.replay = new AlertReplay(
                rule,
                new ReplayContext(
                        world.test().externalLabels(),
                        world.test().externalUrl(),
                        world.queries(),
                        TemplateLimits.RULE));
        this.offsetMillis = rule.schedule().offset().toMillis();
    }

    @Override
    public String name() {
        return replay.rule().name();
    }

    @Override
    public void evaluate(long nowMillis) {
        long time = nowMillis - offsetMillis;
        Traces traces = new Traces(time);
        replay.next(RecordedRule.samples(world.query(compiled.expression(), time)), nowMillis, traces::of);
        write(time);
    }

    /** What is known of series, read where somebody asks. */
    private final class Traces {
        private final long time;
        private @Nullable SeriesPresence presence;

        Traces(long time) {
            this.time = time;
        }

        Trace of(Labels element, long ignoredMillis) {
            SeriesPresence known = presence;
            if (known == null) {
                known = world.presence(compiled.selectors(), time);
                presence = known;
            }
            return known.of(element, time);
        }
    }

    private void write(long time) {
        Map<Labels, Double> current = new HashMap<>();
        replay.state().alerts().forEach((labels, alert) -> {
            String state = alert.state() == AlertState.FIRING ? "firing" : "pending";
            current.put(series(labels, "ALERTS").set("alertstate", state).build(), 1.0);
            current.put(series(labels, "ALERTS_FOR_STATE").build(), Math.floor(alert.activeAtMillis() / 1000.0));
        });
        current.forEach((labels, value) -> world.record(labels, time, value, null));
        for (Labels labels : written.keySet()) {
            if (!current.containsKey(labels)) {
                world.record(labels, time, SpecialValues.STALE, null);
            }
        }
        written = current;
    }

    private static Labels.Builder series(Labels alert, String name) {
        return alert.toBuilder().set(Labels.METRIC_NAME, name);
    }

    /** The alerts that fire, with their annotations. */
    List<ExpectedAlert> firing() {
        return replay.state().alerts().values().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::labels)
                .map(labels -> new ExpectedAlert(labels, replay.annotations(labels)))
                .toList();
    }
}
