package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramMean;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import dev.bellwether.promql.histogram.ResetHints;
import org.jspecify.annotations.Nullable;

/** The histograms of one group at one step, summed or averaged. */
final class HistogramGroup {
    private final AggregationContext context;
    private final @Nullable HistogramAccumulator sum;
    private final @Nullable HistogramMean mean;
    private final ResetHints hints = new ResetHints();
    private boolean incompatible;

    HistogramGroup(AggregationContext context, NativeHistogram first, boolean average) {
        this.context = context;
        sum = average ? null : HistogramAccumulator.of(first);
        mean = average ? new HistogramMean(first) : null;
        hints.note(first);
    }

    void add(NativeHistogram histogram, String metricName) {
        if (incompatible) {
            return;
        }
        hints.note(histogram);
        try {
            boolean reconciled;
            if (sum != null) {
                reconciled = sum.addCompensated(histogram).found(HistogramAccumulator.Finding.BOUNDS_RECONCILED);
            } else if (mean != null) {
                mean.add(histogram);
                reconciled = mean.hasReconciledBounds();
            } else {
                throw new IllegalStateException("neither sum nor mean");
            }
            if (reconciled) {
                context.annotations()
                        .add(QueryMessages.mismatchedCustomBuckets(HistogramOperation.AGGREGATION, context.span()));
            }
        } catch (IncompatibleSchemasException e) {
            incompatible = true;
            context.annotations().add(QueryMessages.mixedExponentialCustom(metricName, context.span()));
        }
    }

    /** The result, or null where the histograms did not go together. */
    @Nullable
    NativeHistogram result() {
        if (incompatible) {
            return null;
        }
        if (hints.collide()) {
            context.annotations()
                    .add(QueryMessages.counterResetCollision(HistogramOperation.AGGREGATION, context.span()));
        }
        if (sum != null) {
            return sum.compact().toHistogram();
        }
        return mean == null ? null : mean.mean().compact().toHistogram();
    }
}
