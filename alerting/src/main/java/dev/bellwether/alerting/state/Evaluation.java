package dev.bellwether.alerting.state;

import dev.bellwether.model.Labels;
import java.util.Map;
import java.util.function.Function;

/**
 * What the expression gave at an instant.
 *
 * @param timestampMillis the instant, event time
 * @param values the value of each element, by the alert's labels
 * @param traces what is known of the series behind an alert that the result does not have, or has for the first time
 */
public record Evaluation(long timestampMillis, Map<Labels, Double> values, Function<Labels, Trace> traces) {
    /** What is known of the series behind an alert. */
    public enum Trace {
        /** A series with its labels has a fresh sample, or ended by a marker. */
        PRESENT,
        /** The series with its labels have fallen silent. */
        SILENT,
        /** No series with its labels is known. */
        UNKNOWN
    }
}
