package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.functions.CompensatedSum;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers that describe a native histogram. */
public final class HistogramStatistics {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private static final Map<String, ToDoubleFunction<NativeHistogram>> BY_NAME = Map.of(
            "histogram_count",
            NativeHistogram::count,
            "histogram_sum",
            NativeHistogram::sum,
            "histogram_avg",
            histogram -> histogram.sum() / histogram.count(),
            "histogram_stddev",
            histogram -> Math.sqrt(variance(histogram)),
            "histogram_stdvar",
            HistogramStatistics::variance);

    private HistogramStatistics() {}

    /** The function of a name, or null where there is none of this kind. */
    public static @Nullable ToDoubleFunction<NativeHistogram> byName(String name) {
        return BY_NAME.get(name);
    }

    /**
     * The histogram without its buckets; where nothing is known of a counter reset it is found out by comparing with the
     * sample before.
     */
    public static NativeHistogram only(NativeHistogram histogram, @Nullable NativeHistogram previous) {
        CounterResetHint hint = histogram.counterResetHint();
        if (hint == CounterResetHint.UNKNOWN && previous != null && !histogram.isStale()) {
            hint = CounterResets.isReset(histogram, previous) ? CounterResetHint.RESET : CounterResetHint.NOT_RESET;
        }
        return new NativeHistogram(
                hint,
                histogram.schema(),
                0,
                0,
                histogram.count(),
                histogram.sum(),
                NO_SPANS,
                NO_BUCKETS,
                NO_SPANS,
                NO_BUCKETS,
                NO_BUCKETS);
    }

    /** The variance, each bucket counted at its middle: geometric for exponential buckets, arithmetic for custom ones. */
    private static double variance(NativeHistogram histogram) {
        double mean = histogram.sum() / histogram.count();
        CompensatedSum variance = new CompensatedSum();
        for (HistogramBucket bucket : HistogramBucket.ascending(histogram)) {
            if (bucket.count() != 0) {
                double difference = middle(bucket, histogram.hasCustomBuckets()) - mean;
                variance.add(bucket.count() * difference * difference);
            }
        }
        return variance.total() / histogram.count();
    }

    private static double middle(HistogramBucket bucket, boolean custom) {
        if (custom) {
            return (bucket.upper() + bucket.lower()) / 2;
        }
        if (bucket.lower() <= 0 && bucket.upper() >= 0) {
            return 0;
        }
        double geometric = Math.sqrt(bucket.upper() * bucket.lower());
        return bucket.upper() < 0 ? -geometric : geometric;
    }
}
