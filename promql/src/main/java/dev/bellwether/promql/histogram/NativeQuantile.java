package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.functions.InstantFunctions;
import java.util.List;

/**
 * The quantile of a native histogram.
 *
 * <p>Inside an exponential bucket observations are taken to be spread evenly on a logarithmic scale, inside a custom or
 * the zero bucket evenly on a linear one.
 *
 * @param value the quantile
 * @param finding what people should know about it
 */
public record NativeQuantile(double value, Finding finding) {

    /** What observations of NaN did to a quantile. */
    public enum Finding {
        NONE,
        NAN_RESULT,
        SKEWED_BY_NAN
    }

    private static NativeQuantile plain(double value) {
        return new NativeQuantile(value, Finding.NONE);
    }

    public static NativeQuantile of(double quantile, NativeHistogram histogram) {
        if (quantile < 0) {
            return plain(Double.NEGATIVE_INFINITY);
        }
        if (quantile > 1) {
            return plain(Double.POSITIVE_INFINITY);
        }
        if (histogram.count() == 0 || Double.isNaN(quantile)) {
            return plain(Double.NaN);
        }
        List<HistogramBucket> buckets = HistogramBucket.ascending(histogram);
        boolean hasNan = Double.isNaN(histogram.sum());
        boolean upwards = hasNan || quantile < 0.5;
        if (!upwards) {
            buckets = buckets.reversed();
        }
        double rank = (upwards ? quantile : 1 - quantile) * histogram.count();
        double counted = 0;
        int position = 0;
        HistogramBucket bucket = new HistogramBucket(0, 0, false, false, 0);
        for (; position < buckets.size(); position++) {
            HistogramBucket next = buckets.get(position);
            bucket = next;
            if (next.count() == 0) {
                continue;
            }
            counted += next.count();
            if (counted >= rank) {
                break;
            }
        }
        if (histogram.hasCustomBuckets()) {
            if (bucket.lower() == Double.NEGATIVE_INFINITY) {
                if (bucket.upper() <= 0) {
                    return plain(bucket.upper());
                }
                bucket = bucket.between(0, bucket.upper());
            } else if (bucket.upper() == Double.POSITIVE_INFINITY) {
                return plain(bucket.lower());
            }
        } else {
            bucket = narrowed(bucket, histogram);
        }
        counted = Math.min(counted, histogram.count());
        if (counted < rank) {
            return hasNan ? new NativeQuantile(Double.NaN, Finding.NAN_RESULT) : plain(bucket.upper());
        }
        double inBucket = upwards ? rank - (counted - bucket.count()) : counted - rank;
        Finding finding = Finding.NONE;
        double interpolated = interpolated(bucket, inBucket / bucket.count(), histogram.hasCustomBuckets());
        if (hasNan) {
            for (position++; position < buckets.size(); position++) {
                counted += buckets.get(position).count();
            }
            if (counted < histogram.count()) {
                finding = Finding.SKEWED_BY_NAN;
            }
        }
        return new NativeQuantile(interpolated, finding);
    }

    /** A zero bucket reaches only to 0 where there are no buckets on the other side. */
    private static HistogramBucket narrowed(HistogramBucket bucket, NativeHistogram histogram) {
        if (bucket.lower() < 0 && bucket.upper() > 0) {
            boolean negative = histogram.negativeBuckets().length > 0;
            boolean positive = histogram.positiveBuckets().length > 0;
            if (!negative && positive) {
                return bucket.between(0, bucket.upper());
            }
            if (!positive && negative) {
                return bucket.between(bucket.lower(), 0);
            }
        }
        return bucket;
    }

    private static double interpolated(HistogramBucket bucket, double fraction, boolean custom) {
        double lower = bucket.lower();
        double upper = bucket.upper();
        if (custom || (lower <= 0 && upper >= 0)) {
            return lower + (upper - lower) * fraction;
        }
        double logLower = InstantFunctions.log2(Math.abs(lower));
        double logUpper = InstantFunctions.log2(Math.abs(upper));
        if (lower > 0) {
            return Math.pow(2, logLower + (logUpper - logLower) * fraction);
        }
        return -Math.pow(2, logUpper + (logLower - logUpper) * (1 - fraction));
    }
}
