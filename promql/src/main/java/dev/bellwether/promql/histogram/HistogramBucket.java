package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.functions.InstantFunctions;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket with its bounds.
 *
 * @param lower the lower bound
 * @param upper the upper bound
 * @param lowerInclusive whether the lower bound itself belongs to the bucket
 * @param upperInclusive whether the upper bound itself belongs to the bucket
 * @param count the observations
 */
public record HistogramBucket(
        double lower, double upper, boolean lowerInclusive, boolean upperInclusive, double count) {

    /**
     * All buckets of a histogram from the lowest to the highest, the zero bucket only where it is populated; buckets
     * that overlap the zero bucket are cut.
     */
    public static List<HistogramBucket> ascending(NativeHistogram histogram) {
        BucketList negative = BucketList.of(histogram.negativeSpans(), histogram.negativeBuckets());
        BucketList positive = BucketList.of(histogram.positiveSpans(), histogram.positiveBuckets());
        List<HistogramBucket> buckets = new ArrayList<>(negative.size() + positive.size() + 1);
        double threshold = histogram.zeroThreshold();
        for (int i = negative.size() - 1; i >= 0; i--) {
            HistogramBucket bucket = negative(negative, i, histogram.schema());
            buckets.add(
                    bucket.upper < 0 && bucket.upper > -threshold ? bucket.between(bucket.lower, -threshold) : bucket);
        }
        if (histogram.zeroCount() > 0) {
            buckets.add(zero(histogram));
        }
        for (int i = 0; i < positive.size(); i++) {
            HistogramBucket bucket = positive(positive, i, histogram);
            buckets.add(
                    bucket.lower > 0 && bucket.lower < threshold ? bucket.between(threshold, bucket.upper) : bucket);
        }
        return buckets;
    }

    static HistogramBucket zero(NativeHistogram histogram) {
        double threshold = histogram.zeroThreshold();
        return new HistogramBucket(-threshold, threshold, true, true, histogram.zeroCount());
    }

    static HistogramBucket positive(BucketList buckets, int position, NativeHistogram histogram) {
        int index = buckets.index(position);
        double count = buckets.count(position);
        if (histogram.hasCustomBuckets()) {
            return new HistogramBucket(
                    BucketBounds.custom(index - 1, histogram.customValues()),
                    BucketBounds.custom(index, histogram.customValues()),
                    index == 0,
                    true,
                    count);
        }
        return new HistogramBucket(
                BucketBounds.exponential(index - 1, histogram.schema()),
                BucketBounds.exponential(index, histogram.schema()),
                false,
                true,
                count);
    }

    static HistogramBucket negative(BucketList buckets, int position, int schema) {
        int index = buckets.index(position);
        return new HistogramBucket(
                -BucketBounds.exponential(index, schema),
                -BucketBounds.exponential(index - 1, schema),
                true,
                false,
                buckets.count(position));
    }

    HistogramBucket between(double otherLower, double otherUpper) {
        return new HistogramBucket(otherLower, otherUpper, lowerInclusive, upperInclusive, count);
    }

    /** The part of the bucket below a value inside it, linearly. */
    double linearFractionBelow(double value) {
        return (value - lower) / (upper - lower);
    }

    /** The part of the bucket below a value inside it, on a logarithmic scale. */
    double exponentialFractionBelow(double value) {
        double logLower = InstantFunctions.log2(Math.abs(lower));
        double logUpper = InstantFunctions.log2(Math.abs(upper));
        double logValue = InstantFunctions.log2(Math.abs(value));
        return value > 0
                ? (logValue - logLower) / (logUpper - logLower)
                : 1 - (logValue - logUpper) / (logLower - logUpper);
    }
}
