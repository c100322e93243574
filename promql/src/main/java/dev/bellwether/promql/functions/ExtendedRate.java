package dev.bellwether.promql.functions;

import dev.bellwether.promql.expression.RangeKind;

/**
 * {@code rate}, {@code increase} and {@code delta} of anchored and smoothed ranges of floats.
 *
 * <p>Values at the edges of the range are those of the samples before them (anchored) or interpolated between the samples
 * around them (smoothed); nothing is extrapolated.
 */
final class ExtendedRate {
    private ExtendedRate() {}

    static void evaluate(Window window, boolean counter, boolean perSecond, RangeOutput output) {
        long start = window.rangeStartMillis();
        long end = window.rangeEndMillis();
        int first = ExtendedWindow.firstIndex(window);
        int last = ExtendedWindow.lastIndex(window);
        boolean startsLate = window.kind() == RangeKind.SMOOTHED && window.floatTime(first) > end;
        if (window.floatTime(last) <= start || startsLate) {
            return;
        }
        double left = ExtendedWindow.left(window, first, counter);
        double right = ExtendedWindow.right(window, last, counter);
        double difference = right - left;
        if (counter) {
            int from = window.floatTime(first) <= start ? first + 1 : first;
            int to = window.floatTime(last) >= end ? last - 1 : last;
            difference += lostInResets(window, left, right, from, to);
        }
        output.set(perSecond ? difference / window.rangeSeconds() : difference);
    }

    private static double lostInResets(Window window, double left, double right, int from, int to) {
        double lost = 0;
        double previous = left;
        for (int i = from; i <= to; i++) {
            if (window.value(i) < previous) {
                lost += previous;
            }
            previous = window.value(i);
        }
        return right < previous ? lost + previous : lost;
    }
}
