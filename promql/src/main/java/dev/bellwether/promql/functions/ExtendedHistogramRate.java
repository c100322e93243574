package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import org.jspecify.annotations.Nullable;

/** {@code rate}, {@code increase} and {@code delta} of anchored and smoothed ranges of histograms. */
final class ExtendedHistogramRate {
    private final Window window;
    private final boolean counter;
    private final boolean smoothed;
    private final RangeOutput output;
    private final int first;
    private final int last;

    private ExtendedHistogramRate(Window window, boolean counter, RangeOutput output) {
        this.window = window;
        this.counter = counter;
        this.smoothed = window.kind() == RangeKind.SMOOTHED;
        this.output = output;
        this.first = firstIndex(window);
        this.last = smoothed ? lastIndex(window) : window.histogramEnd() - 1;
    }

    static void evaluate(Window window, boolean counter, boolean perSecond, RangeOutput output) {
        ExtendedHistogramRate rate = new ExtendedHistogramRate(window, counter, output);
        try {
            HistogramAccumulator difference = rate.difference();
            if (difference != null) {
                if (perSecond) {
                    difference.divide(window.rangeSeconds());
                }
                output.set(difference.asGauge().compact().toHistogram());
            }
        } catch (IncompatibleSchemasException e) {
            output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
        }
    }

    private static int firstIndex(Window window) {
        int index = window.histogramStart();
        while (index < window.histogramEnd() - 1 && window.histogramTime(index) <= window.rangeStartMillis()) {
            index++;
        }
        return Math.max(window.histogramStart(), index - 1);
    }

    private static int lastIndex(Window window) {
        int index = window.histogramStart();
        while (index < window.histogramEnd() - 1 && window.histogramTime(index) < window.rangeEndMillis()) {
            index++;
        }
        return index;
    }

    private @Nullable HistogramAccumulator difference() {
        long start = window.rangeStartMillis();
        long end = window.rangeEndMillis();
        if (window.histogramTime(last) <= start || (smoothed && window.histogramTime(first) > end) || !goTogether()) {
            return null;
        }
        NativeHistogram left = smoothed && window.histogramTime(first) < start
                ? HistogramInterpolation.between(window, first, start, counter, output)
                : window.histogram(first);
        NativeHistogram right = smoothed && last > window.histogramStart() && window.histogramTime(last) > end
                ? HistogramInterpolation.between(window, last - 1, end, counter, output)
                : window.histogram(last);
        if (!counter && !(isGauge(left) && isGauge(right))) {
            output.annotate(QueryMessages.nativeHistogramNotGauge(window.metricName(), window.span()));
        }
        HistogramAccumulator difference = HistogramAccumulator.of(right).subtract(left);
        if (difference.found(Finding.BOUNDS_RECONCILED)) {
            output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.SUBTRACTION, window.span()));
        }
        if (counter) {
            HistogramAccumulator lost = lostInResets(left, right);
            if (lost != null) {
                HistogramDifference.addReconciling(difference, lost.toHistogram(), window, output);
            }
        }
        return difference;
    }

    private boolean goTogether() {
        boolean custom = window.histogram(first).hasCustomBuckets();
        for (int i = first; i <= last; i++) {
            NativeHistogram histogram = window.histogram(i);
            if (histogram.hasCustomBuckets() != custom) {
                output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
                return false;
            }
            if (counter && isGauge(histogram)) {
                output.annotate(QueryMessages.nativeHistogramNotCounter(window.metricName(), window.span()));
            }
        }
        return true;
    }

    private @Nullable HistogramAccumulator lostInResets(NativeHistogram left, NativeHistogram right) {
        int from = first + 1;
        NativeHistogram previous = left;
        if (smoothed
                && window.histogramTime(first) < window.rangeStartMillis()
                && CounterResets.isReset(window.histogram(first + 1), window.histogram(first))) {
            // The left edge lies inside the reset, which interpolation has taken into account.
            previous = window.histogram(first + 1);
            from++;
        }
        // The last sample is left out: the right edge is it, or says the same of a reset.
        int to = last - 1;
        if (from > to + 1) {
            return null;
        }
        HistogramAccumulator lost = null;
        for (int i = from; i <= to; i++) {
            NativeHistogram current = window.histogram(i);
            if (CounterResets.isReset(current, previous)) {
                lost = plus(lost, previous);
            }
            previous = current;
        }
        return CounterResets.isReset(right, previous) ? plus(lost, previous) : lost;
    }

    private HistogramAccumulator plus(@Nullable HistogramAccumulator sum, NativeHistogram addend) {
        if (sum == null) {
            return HistogramAccumulator.of(addend);
        }
        HistogramDifference.addReconciling(sum, addend, window, output);
        return sum;
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.counterResetHint() == CounterResetHint.GAUGE;
    }
}
