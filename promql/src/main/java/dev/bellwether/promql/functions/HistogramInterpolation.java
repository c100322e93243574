package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;

/** The histogram between two samples, bucket by bucket on a line. */
final class HistogramInterpolation {
    private HistogramInterpolation() {}

    /**
     * The histogram at a time between samples {@code index} and {@code index + 1} of the window.
     *
     * @throws dev.bellwether.promql.histogram.IncompatibleSchemasException where their buckets do not go together
     */
    static NativeHistogram between(Window window, int index, long time, boolean counter, RangeOutput output) {
        NativeHistogram before = window.histogram(index);
        NativeHistogram after = window.histogram(index + 1);
        long timeBefore = window.histogramTime(index);
        long timeAfter = window.histogramTime(index + 1);
        if (time == timeBefore) {
            return before;
        }
        if (time == timeAfter) {
            return after;
        }
        double fraction = (double) (time - timeBefore) / (timeAfter - timeBefore);
        if (counter && CounterResets.isReset(after, before)) {
            return HistogramAccumulator.of(after).multiply(fraction).toHistogram();
        }
        HistogramAccumulator result = HistogramAccumulator.of(after).subtract(before);
        if (result.found(Finding.BOUNDS_RECONCILED)) {
            output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.SUBTRACTION, window.span()));
        }
        result.multiply(fraction);
        HistogramDifference.addReconciling(result, before, window, output);
        return result.toHistogram();
    }
}
