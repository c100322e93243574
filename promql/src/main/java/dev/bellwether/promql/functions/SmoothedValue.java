package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.histogram.CounterResets;

/** The value between two samples, for selectors with {@code smoothed}. */
public final class SmoothedValue {
    private SmoothedValue() {}

    /** The value of the window's series at the end of its range; nothing where no sample is at or before it. */
    public static void evaluate(Window window, RangeOutput output) {
        if (Mixture.isMixed(window, output)) {
            return;
        }
        if (window.histogramCount() > 0) {
            ofHistograms(window, output);
        } else if (window.floatCount() > 0) {
            ofFloats(window, output);
        }
    }

    private static void ofFloats(Window window, RangeOutput output) {
        long time = window.rangeEndMillis();
        int next = window.floatStart();
        while (next < window.floatEnd() && window.floatTime(next) < time) {
            next++;
        }
        boolean hasNext = next < window.floatEnd();
        if (hasNext && window.floatTime(next) == time) {
            output.set(window.value(next));
        } else if (next == window.floatStart()) {
            return;
        } else if (hasNext) {
            output.set(interpolated(
                    window.floatTime(next - 1),
                    window.value(next - 1),
                    window.floatTime(next),
                    window.value(next),
                    time,
                    false));
        } else {
            output.set(window.value(next - 1));
        }
    }

    private static void ofHistograms(Window window, RangeOutput output) {
        long time = window.rangeEndMillis();
        int next = window.histogramStart();
        while (next < window.histogramEnd() && window.histogramTime(next) < time) {
            next++;
        }
        boolean hasNext = next < window.histogramEnd();
        if (hasNext && window.histogramTime(next) == time) {
            output.set(window.histogram(next));
        } else if (next == window.histogramStart()) {
            return;
        } else if (hasNext) {
            NativeHistogram before = window.histogram(next - 1);
            NativeHistogram after = window.histogram(next);
            if (before.hasCustomBuckets() != after.hasCustomBuckets()) {
                output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
                return;
            }
            boolean counter = before.counterResetHint() != CounterResetHint.GAUGE
                    || after.counterResetHint() != CounterResetHint.GAUGE;
            output.set(HistogramInterpolation.between(window, next - 1, time, counter, output));
        } else {
            output.set(CounterResets.withHint(window.histogram(next - 1), CounterResetHint.UNKNOWN));
        }
    }

    /** The value at a time between two samples, linearly; a counter that was reset rises from 0. */
    static double interpolated(
            long timeBefore, double before, long timeAfter, double after, long time, boolean counter) {
        double from = counter && after < before ? 0 : before;
        return from + (after - from) * (time - timeBefore) / (timeAfter - timeBefore);
    }
}
