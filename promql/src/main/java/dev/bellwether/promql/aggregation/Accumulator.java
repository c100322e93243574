package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Aggregates the samples of one group at every step. Belongs to one thread. */
public interface Accumulator {
    /** Takes a float. */
    void add(int step, double value);

    /** Takes a histogram of the metric with this name. */
    void add(int step, NativeHistogram histogram, String metricName);

    /** The values once everything is taken; absent where there is none. */
    double[] values();

    /** The histograms once everything is taken, or null where there is none at all. */
    default @Nullable NativeHistogram @Nullable [] histograms() {
        return null;
    }
}
