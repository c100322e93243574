package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;

/** Native histograms for tests. */
public final class HistogramSamples {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private HistogramSamples() {}

    /** Schema 0, buckets from index 0: (0.5,1], (1,2], (2,4] … */
    public static NativeHistogram exponential(CounterResetHint hint, double sum, double... buckets) {
        return withSchema(hint, 0, sum, buckets);
    }

    /** Buckets from index 0 in some schema. */
    public static NativeHistogram withSchema(CounterResetHint hint, int schema, double sum, double... buckets) {
        double count = 0;
        for (double bucket : buckets) {
            count += bucket;
        }
        return new NativeHistogram(
                hint,
                schema,
                0,
                0,
                count,
                sum,
                new int[] {0, buckets.length},
                buckets,
                NO_SPANS,
                NO_BUCKETS,
                NO_BUCKETS);
    }

    /** With a zero bucket of width 0.1 and one negative bucket (−1,−0.5]. */
    public static NativeHistogram around(double zero, double positive, double negative) {
        return new NativeHistogram(
                CounterResetHint.GAUGE,
                0,
                0.1,
                zero,
                zero + positive + negative,
                positive - negative,
                new int[] {0, 1},
                new double[] {positive},
                new int[] {0, 1},
                new double[] {negative},
                NO_BUCKETS);
    }

    /** With custom bounds; the last bucket reaches to infinity. */
    public static NativeHistogram custom(double[] bounds, double sum, double... buckets) {
        double count = 0;
        for (double bucket : buckets) {
            count += bucket;
        }
        return new NativeHistogram(
                CounterResetHint.GAUGE,
                NativeHistogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                count,
                sum,
                new int[] {0, buckets.length},
                buckets,
                NO_SPANS,
                NO_BUCKETS,
                bounds);
    }
}
