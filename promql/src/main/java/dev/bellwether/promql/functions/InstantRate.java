package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;

/**
 * {@code irate} and {@code idelta}: the difference of the last two samples.
 *
 * @param rate whether decreases are resets and the result is per second
 */
record InstantRate(boolean rate) implements RangeFunction {

    @Override
    public void evaluate(Window window, double[] parameters, RangeOutput output) {
        if (window.floatCount() + window.histogramCount() < 2) {
            return;
        }
        int floats = 0;
        int f = window.floatEnd() - 1;
        int h = window.histogramEnd() - 1;
        long[] times = new long[2];
        for (int taken = 0; taken < 2; taken++) {
            boolean isFloat = h < window.histogramStart()
                    || (f >= window.floatStart() && window.floatTime(f) > window.histogramTime(h));
            times[taken] = isFloat ? window.floatTime(f--) : window.histogramTime(h--);
            floats += isFloat ? 1 : 0;
        }
        double seconds = (times[0] - times[1]) / 1000.0;
        if (seconds == 0) {
            return;
        }
        switch (floats) {
            case 2 -> ofFloats(window.value(f + 1), window.value(f + 2), seconds, output);
            case 0 -> ofHistograms(window, window.histogram(h + 1), window.histogram(h + 2), seconds, output);
            default -> output.annotate(QueryMessages.mixedFloatsHistograms(window.metricName(), window.span()));
        }
    }

    private void ofFloats(double before, double last, double seconds, RangeOutput output) {
        double difference = rate && last < before ? last : last - before;
        output.set(rate ? difference / seconds : difference);
    }

    private void ofHistograms(
            Window window, NativeHistogram before, NativeHistogram last, double seconds, RangeOutput output) {
        boolean bothGauges = isGauge(before) && isGauge(last);
        boolean anyGauge = isGauge(before) || isGauge(last);
        if (rate && anyGauge) {
            output.annotate(QueryMessages.nativeHistogramNotCounter(window.metricName(), window.span()));
        }
        if (!rate && !bothGauges) {
            output.annotate(QueryMessages.nativeHistogramNotGauge(window.metricName(), window.span()));
        }
        HistogramAccumulator difference = HistogramAccumulator.of(last);
        if (!rate || !CounterResets.isReset(last, before)) {
            try {
                difference.subtract(before);
            } catch (IncompatibleSchemasException e) {
                output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
                return;
            }
            if (difference.found(Finding.BOUNDS_RECONCILED)) {
                output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.SUBTRACTION, window.span()));
            }
        }
        difference.asGauge().compact();
        output.set(rate ? difference.divide(seconds).toHistogram() : difference.toHistogram());
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.counterResetHint() == CounterResetHint.GAUGE;
    }
}
