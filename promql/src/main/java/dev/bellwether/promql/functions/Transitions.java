package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.histogram.HistogramEquality;
import org.jspecify.annotations.Nullable;

/** {@code resets} and {@code changes}: how often something happens from one sample to the next. */
final class Transitions {

    /** Whether the step from one sample to the next counts. A histogram is null where the sample is a float. */
    private interface Counted {
        boolean counts(
                double before,
                @Nullable NativeHistogram histogramBefore,
                double now,
                @Nullable NativeHistogram histogramNow);
    }

    private Transitions() {}

    static void resets(Window window, double[] parameters, RangeOutput output) {
        count(window, output, Transitions::isReset);
    }

    static void changes(Window window, double[] parameters, RangeOutput output) {
        count(window, output, Transitions::isChange);
    }

    private static boolean isReset(
            double before,
            @Nullable NativeHistogram histogramBefore,
            double now,
            @Nullable NativeHistogram histogramNow) {
        if (histogramBefore == null && histogramNow == null) {
            return now < before;
        }
        return histogramBefore == null || histogramNow == null || CounterResets.isReset(histogramNow, histogramBefore);
    }

    private static boolean isChange(
            double before,
            @Nullable NativeHistogram histogramBefore,
            double now,
            @Nullable NativeHistogram histogramNow) {
        if (histogramBefore == null && histogramNow == null) {
            return now != before && !(Double.isNaN(now) && Double.isNaN(before));
        }
        return histogramBefore == null
                || histogramNow == null
                || !HistogramEquality.areEqual(histogramNow, histogramBefore);
    }

    private static void count(Window window, RangeOutput output, Counted counted) {
        int f = window.floatStart();
        int h = window.histogramStart();
        if (window.kind() == RangeKind.ANCHORED) {
            // Only the last sample at or before the start counts as what was before.
            int lastFloat = lastFloatAtStart(window);
            int lastHistogram = lastHistogramAtStart(window);
            if (lastFloat + 1 >= window.floatEnd() && lastHistogram + 1 >= window.histogramEnd()) {
                return;
            }
            boolean anyFloat = lastFloat >= f;
            boolean anyHistogram = lastHistogram >= h;
            boolean floatIsAnchor =
                    anyFloat && (!anyHistogram || window.floatTime(lastFloat) >= window.histogramTime(lastHistogram));
            f = floatIsAnchor ? lastFloat : lastFloat + 1;
            h = anyHistogram && !floatIsAnchor ? lastHistogram : lastHistogram + 1;
        }
        int found = 0;
        boolean first = true;
        double before = 0;
        NativeHistogram histogramBefore = null;
        while (f < window.floatEnd() || h < window.histogramEnd()) {
            double now = 0;
            NativeHistogram histogramNow = null;
            boolean isFloat = h >= window.histogramEnd()
                    || (f < window.floatEnd() && window.floatTime(f) < window.histogramTime(h));
            if (isFloat) {
                now = window.value(f++);
            } else {
                histogramNow = window.histogram(h++);
            }
            if (!first && counted.counts(before, histogramBefore, now, histogramNow)) {
                found++;
            }
            first = false;
            before = now;
            histogramBefore = histogramNow;
        }
        output.set(found);
    }

    private static int lastFloatAtStart(Window window) {
        int last = window.floatStart() - 1;
        while (last + 1 < window.floatEnd() && window.floatTime(last + 1) <= window.rangeStartMillis()) {
            last++;
        }
        return last;
    }

    private static int lastHistogramAtStart(Window window) {
        int last = window.histogramStart() - 1;
        while (last + 1 < window.histogramEnd() && window.histogramTime(last + 1) <= window.rangeStartMillis()) {
            last++;
        }
        return last;
    }
}
