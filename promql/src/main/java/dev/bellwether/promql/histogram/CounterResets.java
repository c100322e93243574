package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;

/** Finds out whether a counter was reset between two histograms. */
public final class CounterResets {
    private CounterResets() {}

    /** The histogram with what it says of a reset forgotten, unless it is a gauge. */
    public static NativeHistogram withoutResetHint(NativeHistogram histogram) {
        CounterResetHint hint = histogram.counterResetHint();
        return hint == CounterResetHint.UNKNOWN || hint == CounterResetHint.GAUGE
                ? histogram
                : withHint(histogram, CounterResetHint.UNKNOWN);
    }

    /** The histogram with another hint. */
    public static NativeHistogram withHint(NativeHistogram histogram, CounterResetHint hint) {
        return new NativeHistogram(
                hint,
                histogram.schema(),
                histogram.zeroThreshold(),
                histogram.zeroCount(),
                histogram.count(),
                histogram.sum(),
                histogram.positiveSpans(),
                histogram.positiveBuckets(),
                histogram.negativeSpans(),
                histogram.negativeBuckets(),
                histogram.customValues());
    }

    /**
     * Whether {@code current} cannot have grown out of {@code previous}: a count decreased, a populated bucket vanished,
     * or the resolution grew. What {@code current} says itself is believed.
     */
    public static boolean isReset(NativeHistogram current, NativeHistogram previous) {
        switch (current.counterResetHint()) {
            case RESET -> {
                return true;
            }
            case NOT_RESET -> {
                return false;
            }
            default -> {
                // Unknown, or a gauge that is treated as a counter: look at the counts.
            }
        }
        if (current.count() < previous.count()) {
            return true;
        }
        if (current.hasCustomBuckets()) {
            return !previous.hasCustomBuckets() || customDecreased(current, previous);
        }
        if (current.schema() > previous.schema() || current.zeroThreshold() < previous.zeroThreshold()) {
            return true;
        }
        BucketList previousPositive = BucketList.of(previous.positiveSpans(), previous.positiveBuckets());
        BucketList previousNegative = BucketList.of(previous.negativeSpans(), previous.negativeBuckets());
        if (current.zeroThreshold() != previous.zeroThreshold()) {
            ZeroBucket widened = ZeroBucket.widened(
                    new dev.bellwether.promql.functions.CompensatedSum(previous.zeroCount()),
                    previous.schema(),
                    previousPositive,
                    previousNegative,
                    current.zeroThreshold());
            if (widened.threshold() != current.zeroThreshold()
                    || current.zeroCount() < widened.count().rawSum()) {
                return true;
            }
        } else if (current.zeroCount() < previous.zeroCount()) {
            return true;
        }
        return exponentialDecreased(
                        BucketList.of(current.positiveSpans(), current.positiveBuckets()),
                        previousPositive,
                        current,
                        previous.schema())
                || exponentialDecreased(
                        BucketList.of(current.negativeSpans(), current.negativeBuckets()),
                        previousNegative,
                        current,
                        previous.schema());
    }

    private static boolean exponentialDecreased(
            BucketList now, BucketList before, NativeHistogram current, int previousSchema) {
        BucketList comparable =
                previousSchema == current.schema() ? before : before.reduced(previousSchema, current.schema(), false);
        int first = 0;
        double threshold = current.zeroThreshold();
        if (threshold != 0) {
            while (first < comparable.size()
                    && BucketBounds.exponential(comparable.index(first), current.schema()) <= threshold) {
                first++;
            }
        }
        return decreased(now, comparable, first);
    }

    private static boolean customDecreased(NativeHistogram current, NativeHistogram previous) {
        BucketList now = BucketList.of(current.positiveSpans(), current.positiveBuckets());
        BucketList before = BucketList.of(previous.positiveSpans(), previous.positiveBuckets());
        if (!CustomBounds.match(current.customValues(), previous.customValues())) {
            double[] shared = CustomBounds.intersection(current.customValues(), previous.customValues());
            now = CustomBounds.mapped(now, current.customValues(), shared, false);
            before = CustomBounds.mapped(before, previous.customValues(), shared, false);
        }
        return decreased(now, before, 0);
    }

    private static boolean decreased(BucketList now, BucketList before, int first) {
        int position = 0;
        for (int i = first; i < before.size(); i++) {
            while (position < now.size() && now.index(position) < before.index(i)) {
                position++;
            }
            boolean present = position < now.size() && now.index(position) == before.index(i);
            if (present ? now.count(position) < before.count(i) : before.count(i) != 0) {
                return true;
            }
        }
        return false;
    }
}
