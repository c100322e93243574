package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import java.util.List;

/**
 * The part of a native histogram's observations between two values; see {@link NativeQuantile} for the interpolation.
 *
 * @param value the fraction of all observations
 * @param excludesNan whether there are observations of NaN, which are in no part
 */
public record NativeFraction(double value, boolean excludesNan) {

    public static NativeFraction of(double lower, double upper, NativeHistogram histogram) {
        if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return new NativeFraction(Double.NaN, false);
        }
        if (lower >= upper) {
            return new NativeFraction(0, false);
        }
        List<HistogramBucket> buckets = HistogramBucket.ascending(histogram);
        double count = histogram.count();
        boolean excludesNan = false;
        if (Double.isNaN(histogram.sum())) {
            count = buckets.stream().mapToDouble(HistogramBucket::count).sum();
            excludesNan = count < histogram.count();
        }
        double lowerRank = Math.min(count, rank(lower, buckets, histogram));
        double upperRank = Math.min(count, rank(upper, buckets, histogram));
        return new NativeFraction((upperRank - lowerRank) / histogram.count(), excludesNan);
    }

    /** How many observations are below a value; infinite where the value is above all buckets. */
    private static double rank(double value, List<HistogramBucket> buckets, NativeHistogram histogram) {
        double rank = 0;
        for (HistogramBucket whole : buckets) {
            HistogramBucket bucket = whole;
            boolean zero = bucket.lower() <= 0 && bucket.upper() >= 0;
            if (zero) {
                boolean negative = histogram.negativeBuckets().length > 0;
                boolean positive = histogram.positiveBuckets().length > 0;
                if (!negative && positive) {
                    bucket = bucket.between(0, bucket.upper());
                } else if (!positive && negative) {
                    bucket = bucket.between(bucket.lower(), 0);
                }
            }
            if (bucket.lower() >= value) {
                return rank;
            }
            if (bucket.upper() > value) {
                boolean linear = histogram.hasCustomBuckets() || zero;
                if (linear && bucket.lower() == Double.NEGATIVE_INFINITY) {
                    return bucket.count();
                }
                double fraction = linear ? bucket.linearFractionBelow(value) : bucket.exponentialFractionBelow(value);
                return rank + bucket.count() * fraction;
            }
            rank += bucket.count();
        }
        return Double.POSITIVE_INFINITY;
    }
}
