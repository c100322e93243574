package dev.bellwether.alert.engine;

import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.promql.evaluation.QueryResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What rules write back: results of recording rules, {@code ALERTS} and {@code ALERTS_FOR_STATE}. They are in the windows at once;
 * their echo from the log finds them there. Series that are not given any more end by a marker. Used by the engine's thread.
 */
final class RecordedSamples {
    private static final String ALERTS = "ALERTS";
    private static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";
    private static final String ALERT_STATE = "alertstate";

    private final SampleSink sink;
    private final WindowFiller filler;
    private final WindowFiller.Listener listener;

    RecordedSamples(SampleSink sink, WindowFiller filler, WindowFiller.Listener listener) {
        this.sink = sink;
        this.filler = filler;
        this.listener = listener;
    }

    /** The result of a recording rule. */
    void record(ActiveRule rule, List<QueryResult.Sample> samples, long timestampMillis) {
        List<SampleSink.Point> points = new ArrayList<>(samples.size());
        for (QueryResult.Sample sample : samples) {
            points.add(new SampleSink.Point(sample.labels(), sample.value(), sample.histogram()));
        }
        write(rule, points, timestampMillis);
    }

    /** The alerts of a rule as they stand. */
    void alerts(ActiveRule rule, long timestampMillis) {
        if (rule.alerts.isEmpty() && rule.writtenSeries.isEmpty()) {
            return;
        }
        List<SampleSink.Point> points = new ArrayList<>(2 * rule.alerts.size());
        for (Alert alert : rule.alerts.values()) {
            String state = (alert.state() == AlertState.FIRING ? AlertState.FIRING : AlertState.PENDING)
                    .name()
                    .toLowerCase(Locale.ROOT);
            Labels.Builder labels = alert.labels().toBuilder()
                    .set(RuleEvaluator.ALERT_NAME, rule.published.rule().name());
            points.add(new SampleSink.Point(
                    labels.set(Labels.METRIC_NAME, ALERTS_FOR_STATE).build(), alert.activeAtMillis() / 1_000.0, null));
            points.add(new SampleSink.Point(
                    labels.set(Labels.METRIC_NAME, ALERTS)
                            .set(ALERT_STATE, state)
                            .build(),
                    1,
                    null));
        }
        write(rule, points, timestampMillis);
    }

    private void write(ActiveRule rule, List<SampleSink.Point> points, long timestampMillis) {
        Set<Labels> now = new HashSet<>();
        points.forEach(point -> now.add(point.labels()));
        for (Labels before : rule.writtenSeries) {
            if (!now.contains(before)) {
                points.add(new SampleSink.Point(before, SpecialValues.STALE, null));
            }
        }
        rule.writtenSeries = now;
        if (points.isEmpty()) {
            return;
        }
        sink.append(rule.uid(), rule.published.generation(), timestampMillis, points);
        points.forEach(point -> filler.append(point, timestampMillis, listener));
    }
}
