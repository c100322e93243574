package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;
import dev.bellwether.promql.histogram.HistogramMean;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import dev.bellwether.promql.histogram.ResetHints;

/** Sum and mean of the histograms in a range. */
final class HistogramsOverTime {
    private HistogramsOverTime() {}

    static void sum(Window window, RangeOutput output) {
        ResetHints hints = new ResetHints();
        try {
            NativeHistogram first = window.histogram(window.histogramStart());
            HistogramAccumulator sum = HistogramAccumulator.of(first);
            hints.note(first);
            for (int i = window.histogramStart() + 1; i < window.histogramEnd(); i++) {
                hints.note(window.histogram(i));
                sum.addCompensated(window.histogram(i));
            }
            report(window, output, hints, sum.found(Finding.BOUNDS_RECONCILED));
            output.set(sum.toHistogram());
        } catch (IncompatibleSchemasException e) {
            output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
        }
    }

    static void mean(Window window, RangeOutput output) {
        ResetHints hints = new ResetHints();
        try {
            NativeHistogram first = window.histogram(window.histogramStart());
            HistogramMean mean = new HistogramMean(first);
            hints.note(first);
            for (int i = window.histogramStart() + 1; i < window.histogramEnd(); i++) {
                hints.note(window.histogram(i));
                mean.add(window.histogram(i));
            }
            report(window, output, hints, mean.hasReconciledBounds());
            output.set(mean.mean().toHistogram());
        } catch (IncompatibleSchemasException e) {
            output.annotate(QueryMessages.mixedExponentialCustom(window.metricName(), window.span()));
        }
    }

    private static void report(Window window, RangeOutput output, ResetHints hints, boolean reconciled) {
        if (hints.collide()) {
            output.annotate(QueryMessages.counterResetCollision(HistogramOperation.AGGREGATION, window.span()));
        }
        if (reconciled) {
            output.annotate(QueryMessages.mismatchedCustomBuckets(HistogramOperation.AGGREGATION, window.span()));
        }
    }
}
