package dev.bellwether.alerting.state;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.DataState;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the expression gave at an instant.
 *
 * @param timestampMillis the instant, event time
 * @param values the value of each element, by the alert's labels
 * @param traces what is known of the series behind an alert that the result does not have, or has for the first time
 * @param silent the alerts for series that have fallen silent; empty unless the rule takes silence for an alert
 * @param data what is known of the data behind it
 */
public record Evaluation(
        long timestampMillis,
        Map<Labels, Double> values,
        Function<Labels, Trace> traces,
        Set<Labels> silent,
        DataState data) {
    /** What is known of the series behind an alert. */
    public enum Trace {
        /** A series with its labels has a fresh sample, or ended by a marker. */
        PRESENT,
        /** The series with its labels have fallen silent. */
        SILENT,
        /** No series with its labels is known. */
        UNKNOWN
    }

    /** Complete, and without anything that is silent. */
    public Evaluation(long timestampMillis, Map<Labels, Double> values, Function<Labels, Trace> traces) {
        this(timestampMillis, values, traces, Set.of(), DataState.COMPLETE);
    }

    /** The same with another word on its data. */
    public Evaluation withData(DataState state) {
        return new Evaluation(timestampMillis, values, traces, silent, state);
    }
}
