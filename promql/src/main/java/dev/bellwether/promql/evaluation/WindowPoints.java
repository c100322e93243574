package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.functions.ExtendedWindow;
import dev.bellwether.promql.functions.Window;
import org.jspecify.annotations.Nullable;

/** The samples of a window as a series of a result. */
final class WindowPoints {
    private WindowPoints() {}

    /** The samples, floats and histograms in the order of time, or null where there is none. */
    static QueryResult.@Nullable Series of(Window window) {
        if (window.kind() != RangeKind.PLAIN) {
            return extended(window);
        }
        int count = window.floatCount() + window.histogramCount();
        if (count == 0) {
            return null;
        }
        long[] times = new long[count];
        double[] values = new double[count];
        @Nullable NativeHistogram[] histograms = window.histogramCount() == 0 ? null : new NativeHistogram[count];
        int f = window.floatStart();
        int h = window.histogramStart();
        for (int i = 0; i < count; i++) {
            boolean isFloat = h >= window.histogramEnd()
                    || (f < window.floatEnd() && window.floatTime(f) < window.histogramTime(h));
            if (isFloat) {
                times[i] = window.floatTime(f);
                values[i] = window.value(f++);
            } else {
                times[i] = window.histogramTime(h);
                if (histograms != null) {
                    histograms[i] = window.histogram(h);
                }
                h++;
            }
        }
        return new QueryResult.Series(window.labels(), times, values, histograms);
    }

    private static QueryResult.@Nullable Series extended(Window window) {
        if (window.histogramCount() > 0) {
            String word = window.kind() == RangeKind.ANCHORED ? "anchored" : "smoothed";
            throw QueryException.execution(word + " modifier is not supported with histograms");
        }
        ExtendedWindow.Points points = ExtendedWindow.points(window);
        return points == null
                ? null
                : new QueryResult.Series(window.labels(), points.timestampMillis(), points.values(), null);
    }
}
