package dev.bellwether.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a native histogram with floating point counts, as Prometheus's {@code FloatHistogram}.
 *
 * <p>Buckets are absolute counts (no deltas). {@code positiveSpans} and {@code negativeSpans} hold pairs of (offset,
 * length) that say which bucket indexes are present. For schema {@value #CUSTOM_BUCKETS_SCHEMA} the upper bounds are
 * {@code customValues}, and there are only positive buckets. The arrays are shared, not copied: nobody writes to them.
 *
 * @param counterResetHint what is known of a reset before this sample
 * @param schema the resolution, −4 to 8, or {@value #CUSTOM_BUCKETS_SCHEMA}
 * @param zeroThreshold width of the zero bucket
 * @param zeroCount observations in the zero bucket
 * @param count all observations
 * @param sum the sum of all observations; a stale marker here makes the whole sample one
 * @param positiveSpans offset, length, offset, length …
 * @param positiveBuckets counts of the positive buckets
 * @param negativeSpans offset, length, offset, length …
 * @param negativeBuckets counts of the negative buckets
 * @param customValues upper bounds for custom buckets, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose: a histogram is read by the hundred thousand.
public record NativeHistogram(
        CounterResetHint counterResetHint,
        int schema,
        double zeroThreshold,
        double zeroCount,
        double count,
        double sum,
        int[] positiveSpans,
        double[] positiveBuckets,
        int[] negativeSpans,
        double[] negativeBuckets,
        double[] customValues) {

    /** The schema of histograms with custom bucket bounds. */
    public static final int CUSTOM_BUCKETS_SCHEMA = -53;

    /** What is known of a counter reset before this sample. The order is part of the wire format. */
    public enum CounterResetHint {
        UNKNOWN,
        RESET,
        NOT_RESET,
        GAUGE
    }

    public NativeHistogram {
        Objects.requireNonNull(counterResetHint, "counterResetHint");
        if (schema != CUSTOM_BUCKETS_SCHEMA && (schema < -4 || schema > 8)) {
            throw new IllegalArgumentException(
                    "schema is " + schema + ", allowed are -4 to 8 and " + CUSTOM_BUCKETS_SCHEMA);
        }
        requireSpans("positive", positiveSpans, positiveBuckets.length);
        requireSpans("negative", negativeSpans, negativeBuckets.length);
        requireCustomValues(schema, customValues);
    }

    private static void requireCustomValues(int schema, double[] customValues) {
        if (schema != CUSTOM_BUCKETS_SCHEMA && customValues.length > 0) {
            throw new IllegalArgumentException(
                    "customValues has " + customValues.length + " bounds, schema " + schema + " allows none");
        }
        for (int i = 1; i < customValues.length; i++) {
            if (!(customValues[i - 1] < customValues[i])) {
                throw new IllegalArgumentException(
                        "customValues must rise, found " + customValues[i - 1] + " before " + customValues[i]);
            }
        }
    }

    private static void requireSpans(String side, int[] spans, int buckets) {
        long described = 0;
        for (int i = 1; i < spans.length; i += 2) {
            if (spans[i] < 0) {
                throw new IllegalArgumentException(side + " span has length " + spans[i] + ", at least 0 is needed");
            }
            if (i > 1 && spans[i - 1] < 0) {
                throw new IllegalArgumentException(
                        side + " span has offset " + spans[i - 1] + ", at least 0 is needed behind the first");
            }
            described += spans[i];
        }
        if (spans.length % 2 != 0 || described != buckets) {
            throw new IllegalArgumentException(
                    side + " spans describe " + described + " buckets, there are " + buckets);
        }
    }

    /** Whether the bucket bounds are custom. */
    public boolean hasCustomBuckets() {
        return schema == CUSTOM_BUCKETS_SCHEMA;
    }

    public boolean isStale() {
        return SpecialValues.isStale(sum);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NativeHistogram other
                && counterResetHint == other.counterResetHint
                && schema == other.schema
                && Double.doubleToRawLongBits(zeroThreshold) == Double.doubleToRawLongBits(other.zeroThreshold)
                && Double.doubleToRawLongBits(zeroCount) == Double.doubleToRawLongBits(other.zeroCount)
                && Double.doubleToRawLongBits(count) == Double.doubleToRawLongBits(other.count)
                && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(other.sum)
                && Arrays.equals(positiveSpans, other.positiveSpans)
                && Arrays.equals(positiveBuckets, other.positiveBuckets)
                && Arrays.equals(negativeSpans, other.negativeSpans)
                && Arrays.equals(negativeBuckets, other.negativeBuckets)
                && Arrays.equals(customValues, other.customValues);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                schema,
                count,
                sum,
                Arrays.hashCode(positiveSpans),
                Arrays.hashCode(positiveBuckets),
                Arrays.hashCode(negativeBuckets));
    }
}
