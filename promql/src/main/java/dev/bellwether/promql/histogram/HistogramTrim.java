package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;

/**
 * Cuts observations off a native histogram: {@code </} keeps those below a value, {@code >/} those above.
 *
 * <p>A bucket that is cut keeps the part of its observations that interpolation says; count and sum are then estimated
 * from the buckets.
 */
public final class HistogramTrim {
    private final NativeHistogram histogram;
    private final double cut;
    private final boolean keepsBelow;
    private final BucketList positive;
    private final BucketList negative;
    private double zeroCount;
    private double count;
    private double sum;
    private boolean trimmed;

    private HistogramTrim(NativeHistogram histogram, double cut, boolean keepsBelow) {
        this.histogram = histogram;
        this.cut = cut;
        this.keepsBelow = keepsBelow;
        positive = BucketList.of(histogram.positiveSpans(), histogram.positiveBuckets());
        negative = BucketList.of(histogram.negativeSpans(), histogram.negativeBuckets());
        zeroCount = histogram.zeroCount();
    }

    /** What is below {@code cut}. */
    public static NativeHistogram upper(NativeHistogram histogram, double cut) {
        return new HistogramTrim(histogram, cut, true).result();
    }

    /** What is above {@code cut}. */
    public static NativeHistogram lower(NativeHistogram histogram, double cut) {
        return new HistogramTrim(histogram, cut, false).result();
    }

    private NativeHistogram result() {
        boolean hasPositive = false;
        for (int i = 0; i < positive.size(); i++) {
            hasPositive |= positive.count(i) != 0;
            trim(positive, i, HistogramBucket.positive(positive, i, histogram), true);
        }
        boolean hasNegative = false;
        for (int i = 0; i < negative.size(); i++) {
            hasNegative |= negative.count(i) != 0;
            trim(negative, i, HistogramBucket.negative(negative, i, histogram.schema()), false);
        }
        if (zeroCount > 0) {
            trimZero(hasNegative, hasPositive);
        }
        if (!trimmed) {
            return histogram;
        }
        positive.compact();
        negative.compact();
        return new NativeHistogram(
                histogram.counterResetHint(),
                histogram.schema(),
                histogram.zeroThreshold(),
                zeroCount,
                count,
                sum,
                positive.spans(),
                positive.buckets(),
                negative.spans(),
                negative.buckets(),
                histogram.customValues());
    }

    private void trim(BucketList buckets, int position, HistogramBucket bucket, boolean isPositive) {
        if (bucket.count() == 0) {
            return;
        }
        boolean keptWhole = keepsBelow ? bucket.upper() <= cut : bucket.lower() >= cut;
        boolean isCut = keepsBelow ? bucket.lower() < cut : bucket.upper() > cut;
        if (keptWhole) {
            take(bucket.count(), middle(bucket.lower(), bucket.upper(), isPositive));
        } else if (isCut) {
            Part part = part(bucket, isPositive);
            take(part.count, part.middle);
            if (part.count != bucket.count()) {
                buckets.set(position, part.count);
                trimmed = true;
            }
        } else {
            buckets.set(position, 0);
            trimmed = true;
        }
    }

    private void take(double observations, double middle) {
        count += observations;
        sum += middle * observations;
    }

    private record Part(double count, double middle) {}

    private Part part(HistogramBucket bucket, boolean isPositive) {
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return partOfLowest(bucket);
        }
        if (bucket.upper() == Double.POSITIVE_INFINITY) {
            return partOfHighest(bucket);
        }
        double below = below(bucket);
        return keepsBelow
                ? new Part(below, middle(bucket.lower(), cut, isPositive))
                : new Part(bucket.count() - below, middle(cut, bucket.upper(), isPositive));
    }

    private double below(HistogramBucket bucket) {
        if (cut <= bucket.lower()) {
            return 0;
        }
        if (cut >= bucket.upper()) {
            return bucket.count();
        }
        return bucket.count()
                * (histogram.hasCustomBuckets()
                        ? bucket.linearFractionBelow(cut)
                        : bucket.exponentialFractionBelow(cut));
    }

    /** A bucket that reaches down to −Inf: where its upper bound is positive it is taken to begin at 0. */
    private Part partOfLowest(HistogramBucket bucket) {
        double upper = bucket.upper();
        boolean finite = upper != Double.POSITIVE_INFINITY;
        if (keepsBelow) {
            if (cut >= upper) {
                return new Part(bucket.count(), 0);
            }
            if (cut > 0 && upper > 0 && finite) {
                return new Part(bucket.count() * cut / upper, cut / 2);
            }
            return upper <= 0 ? new Part(bucket.count(), cut) : new Part(0, finite ? upper : 0);
        }
        if (cut <= bucket.lower()) {
            return new Part(bucket.count(), 0);
        }
        if (cut >= 0 && upper > cut && finite) {
            return new Part(bucket.count() * (1 - cut / upper), (cut + upper) / 2);
        }
        return new Part(0, finite ? upper : 0);
    }

    /** A bucket that reaches up to +Inf: nobody knows where in it the observations are. */
    private Part partOfHighest(HistogramBucket bucket) {
        if (!keepsBelow && cut >= bucket.lower()) {
            return new Part(bucket.count(), cut);
        }
        return new Part(0, bucket.lower());
    }

    private void trimZero(boolean hasNegative, boolean hasPositive) {
        double lower = hasPositive && !hasNegative ? 0 : -histogram.zeroThreshold();
        double upper = hasNegative && !hasPositive ? 0 : histogram.zeroThreshold();
        double kept;
        double middle;
        boolean whole = keepsBelow ? cut >= upper && cut > lower : cut <= lower;
        boolean none = keepsBelow ? cut <= lower : cut >= upper && cut > lower;
        if (whole) {
            kept = zeroCount;
            middle = (lower + upper) / 2;
        } else if (none) {
            kept = 0;
            middle = 0;
        } else {
            double part = keepsBelow ? cut - lower : upper - cut;
            kept = zeroCount * (part / (upper - lower));
            middle = keepsBelow ? (lower + cut) / 2 : (cut + upper) / 2;
        }
        if (kept != zeroCount) {
            zeroCount = kept;
            trimmed = true;
        }
        take(kept, middle);
    }

    private double middle(double lower, double upper, boolean isPositive) {
        if (Double.isInfinite(lower)) {
            if (Double.isInfinite(upper)) {
                return 0;
            }
            return upper > 0 ? upper / 2 : upper;
        }
        if (Double.isInfinite(upper)) {
            return lower;
        }
        if (histogram.hasCustomBuckets()) {
            return (lower + upper) / 2;
        }
        double geometric = Math.sqrt(Math.abs(lower * upper));
        return isPositive ? geometric : -geometric;
    }
}
