package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference of the last and the first sample, extrapolated to the
 * edges of the range where samples are near them.
 *
 * @param counter whether decreases are resets
 * @param perSecond whether the result is divided by the width of the range
 */
record Rate(boolean counter, boolean perSecond) implements RangeFunction {
    /** A sample is near an edge up to this many average distances of samples. */
    private static final double NEAR = 1.1;

    @Override
    public void evaluate(Window window, double[] parameters, RangeOutput output) {
        if (Mixture.isMixed(window, output)) {
            return;
        }
        boolean histograms = window.histogramCount() > 0;
        if (window.kind() != RangeKind.PLAIN) {
            if (histograms) {
                ExtendedHistogramRate.evaluate(window, counter, perSecond, output);
            } else {
                ExtendedRate.evaluate(window, counter, perSecond, output);
            }
        } else if (histograms) {
            ofHistograms(window, output);
        } else {
            ofFloats(window, output);
        }
    }

    private void ofFloats(Window window, RangeOutput output) {
        int first = window.floatStart();
        int last = window.floatEnd() - 1;
        if (last <= first) {
            return;
        }
        double difference = window.value(last) - window.value(first);
        if (counter) {
            difference = window.withResetCorrection(difference);
        }
        double factor = factor(
                window, window.floatTime(first), window.floatTime(last), last - first, window.value(first), difference);
        output.set(difference * factor);
    }

    private void ofHistograms(Window window, RangeOutput output) {
        int first = window.histogramStart();
        int last = window.histogramEnd() - 1;
        if (last <= first) {
            return;
        }
        @Nullable NativeHistogram difference = HistogramDifference.of(window, counter, output);
        if (difference == null) {
            return;
        }
        double factor = factor(
                window,
                window.histogramTime(first),
                window.histogramTime(last),
                last - first,
                window.histogram(first).count(),
                difference.count());
        output.set(HistogramAccumulator.of(difference).multiply(factor).toHistogram());
    }

    private double factor(
            Window window, long firstMillis, long lastMillis, int distances, double firstCount, double increase) {
        double toStart = (firstMillis - window.rangeStartMillis()) / 1000.0;
        double toEnd = (window.rangeEndMillis() - lastMillis) / 1000.0;
        double sampled = (lastMillis - firstMillis) / 1000.0;
        double average = sampled / distances;
        double threshold = average * NEAR;
        if (toStart >= threshold) {
            toStart = average / 2;
        }
        if (counter && increase > 0 && firstCount >= 0) {
            // A counter was not below zero: it cannot have begun before the line meets zero.
            toStart = Math.min(toStart, sampled * (firstCount / increase));
        }
        if (toEnd >= threshold) {
            toEnd = average / 2;
        }
        double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
        return perSecond ? factor / window.rangeSeconds() : factor;
    }
}
