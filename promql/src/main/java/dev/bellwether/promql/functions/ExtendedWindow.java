package dev.bellwether.promql.functions;

import dev.bellwether.promql.expression.RangeKind;
import org.jspecify.annotations.Nullable;

/** Floats of an anchored or smoothed range with values at its very edges. */
public final class ExtendedWindow {
    private ExtendedWindow() {}

    /** Times and values, aligned. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once.
    public record Points(long[] timestampMillis, double[] values) {}

    /** The index of the last sample at or before the start of the range, or of the first one. */
    static int firstIndex(Window window) {
        int index = window.floatStart();
        while (index < window.floatEnd() - 1 && window.floatTime(index) <= window.rangeStartMillis()) {
            index++;
        }
        return Math.max(window.floatStart(), index - 1);
    }

    /** The index of the first sample at or after the end of the range, or of the last one. */
    static int lastIndex(Window window) {
        if (window.kind() != RangeKind.SMOOTHED) {
            return window.floatEnd() - 1;
        }
        int index = window.floatStart();
        while (index < window.floatEnd() - 1 && window.floatTime(index) < window.rangeEndMillis()) {
            index++;
        }
        return index;
    }

    /** The value at the start of the range. */
    static double left(Window window, int first, boolean counter) {
        boolean between = window.kind() == RangeKind.SMOOTHED && window.floatTime(first) < window.rangeStartMillis();
        return between ? interpolated(window, first, window.rangeStartMillis(), counter) : window.value(first);
    }

    /** The value at the end of the range. */
    static double right(Window window, int last, boolean counter) {
        boolean between = window.kind() == RangeKind.SMOOTHED
                && last > window.floatStart()
                && window.floatTime(last) > window.rangeEndMillis();
        return between ? interpolated(window, last - 1, window.rangeEndMillis(), counter) : window.value(last);
    }

    private static double interpolated(Window window, int index, long time, boolean counter) {
        return SmoothedValue.interpolated(
                window.floatTime(index),
                window.value(index),
                window.floatTime(index + 1),
                window.value(index + 1),
                time,
                counter);
    }

    /** The samples inside the range and one at each edge, or null where there is nothing after its start. */
    public static @Nullable Points points(Window window) {
        if (window.floatCount() == 0) {
            return null;
        }
        long start = window.rangeStartMillis();
        long end = window.rangeEndMillis();
        int first = firstIndex(window);
        int last = lastIndex(window);
        if (window.floatTime(last) <= start) {
            return null;
        }
        double left = left(window, first, false);
        double right = right(window, last, false);
        int from = window.floatTime(first) <= start ? first + 1 : first;
        int to = window.floatTime(last) >= end ? last - 1 : last;
        int inside = Math.max(0, to - from + 1);
        long[] times = new long[inside + 2];
        double[] values = new double[inside + 2];
        times[0] = start;
        values[0] = left;
        for (int i = 0; i < inside; i++) {
            times[i + 1] = window.floatTime(from + i);
            values[i + 1] = window.value(from + i);
        }
        times[inside + 1] = end;
        values[inside + 1] = right;
        return new Points(times, values);
    }
}
