package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import org.jspecify.annotations.Nullable;

/** The difference of the last and the first histogram in a range, with what was lost in counter resets. */
final class HistogramDifference {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private HistogramDifference() {}

    /** The difference, or null where the histograms do not go together (which people are then told). */
    static @Nullable NativeHistogram of(Window window, boolean counter, RangeOutput output) {
        int first = window.histogramStart();
        int last = window.histogramEnd() - 1;
        NativeHistogram firstHistogram = window.histogram(first);
        NativeHistogram lastHistogram = window.histogram(last);
        if (counter && (isGauge(firstHistogram) || isGauge(lastHistogram))) {
            warnNotCounter(window, output);
        }
        NativeHistogram start = firstHistogram;
        if (counter && CounterResets.isReset(window.histogram(first + 1), firstHistogram)) {
            // What was before the reset does not matter, not even its buckets.
            start = emptyLike(window.histogram(first + 1));
        }
        if (lastHistogram.hasCustomBuckets() != start.hasCustomBuckets()) {
            warnMixed(window, output);
            return null;
        }
        int coarsest = Math.min(lastHistogram.schema(), start.schema());
        if (counter) {
            for (int i = first + 1; i < last; i++) {
                NativeHistogram current = window.histogram(i);
                if (isGauge(current)) {
                    warnNotCounter(window, output);
                }
                if (current.hasCustomBuckets() != start.hasCustomBuckets()) {
                    warnMixed(window, output);
                    return null;
                }
                coarsest = Math.min(coarsest, current.schema());
            }
        } else if (!isGauge(firstHistogram) || !isGauge(lastHistogram)) {
            output.annotate(QueryMessages.nativeHistogramNotGauge(window.metricName(), window.span()));
        }
        try {
            return difference(window, counter, output, start, coarsest);
        } catch (IncompatibleSchemasException e) {
            warnMixed(window, output);
            return null;
        }
    }

    private static NativeHistogram difference(
            Window window, boolean counter, RangeOutput output, NativeHistogram start, int coarsest) {
        int first = window.histogramStart();
        int last = window.histogramEnd() - 1;
        HistogramAccumulator difference = HistogramAccumulator.of(window.histogram(last))
                .toSchema(coarsest)
                .subtract(start);
        if (difference.found(HistogramAccumulator.Finding.BOUNDS_RECONCILED)) {
            output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.SUBTRACTION, window.span()));
        }
        if (counter) {
            NativeHistogram previous = start;
            for (int i = first + 1; i <= last; i++) {
                NativeHistogram current = window.histogram(i);
                if (CounterResets.isReset(current, previous)) {
                    addReconciling(difference, previous, window, output);
                }
                previous = current;
            }
        }
        return difference.asGauge().compact().toHistogram();
    }

    /** Adds a histogram and tells people where custom bounds had to be reconciled for it. */
    static void addReconciling(HistogramAccumulator sum, NativeHistogram addend, Window window, RangeOutput output) {
        if (sum.isReconcilingWith(addend)) {
            output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.ADDITION, window.span()));
        }
        sum.add(addend);
    }

    private static NativeHistogram emptyLike(NativeHistogram other) {
        return new NativeHistogram(
                CounterResetHint.UNKNOWN,
                other.schema(),
                0,
                0,
                0,
                0,
                NO_SPANS,
                NO_BUCKETS,
                NO_SPANS,
                NO_BUCKETS,
                other.customValues());
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.counterResetHint() == CounterResetHint.GAUGE;
    }

    private static void warnNotCounter(Window window, RangeOutput output) {
        output.annotate(QueryMessages.nativeHistogramNotCounter(window.metricName(), window.span()));
    }

    private static void warnMixed(Window window, RangeOutput output) {
        output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
    }
}
