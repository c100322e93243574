package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.functions.RunningMean;
import org.jspecify.annotations.Nullable;

/** {@code avg}. */
final class Mean implements Accumulator {
    private final @Nullable RunningMean[] means;
    private final HistogramGroups histograms;
    private final boolean[] mixed;

    Mean(AggregationContext context) {
        means = new RunningMean[context.steps()];
        mixed = new boolean[context.steps()];
        histograms = new HistogramGroups(context, true);
    }

    @Override
    public void add(int step, double value) {
        RunningMean mean = means[step];
        if (mean == null) {
            means[step] = new RunningMean(value);
        } else {
            mean.add(value);
        }
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        histograms.add(step, histogram, metricName);
    }

    @Override
    public double[] values() {
        double[] values = new double[means.length];
        for (int step = 0; step < values.length; step++) {
            RunningMean mean = means[step];
            values[step] = SpecialValues.ABSENT;
            if (mean != null) {
                if (histograms.has(step)) {
                    histograms.warnOfMixture();
                    mixed[step] = true;
                } else {
                    values[step] = mean.mean();
                }
            }
        }
        return values;
    }

    @Override
    public @Nullable NativeHistogram @Nullable [] histograms() {
        return histograms.results(mixed);
    }
}
