package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.functions.Quantiles;
import java.util.Arrays;

/** {@code quantile}. */
final class Quantile implements Accumulator {
    private final AggregationContext context;
    private final double[] quantiles;
    private final double[][] samples;
    private final int[] counts;

    Quantile(AggregationContext context, double[] quantiles) {
        this.context = context;
        this.quantiles = quantiles;
        samples = new double[context.steps()][];
        counts = new int[context.steps()];
    }

    @Override
    public void add(int step, double value) {
        double[] target = samples[step];
        if (target == null) {
            target = new double[8];
        } else if (counts[step] == target.length) {
            target = Arrays.copyOf(target, target.length * 2);
        }
        target[counts[step]++] = value;
        samples[step] = target;
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        context.annotations().add(QueryMessages.histogramIgnoredInAggregation("quantile", context.span()));
    }

    @Override
    public double[] values() {
        double[] values = new double[quantiles.length];
        for (int step = 0; step < values.length; step++) {
            values[step] = counts[step] == 0
                    ? SpecialValues.ABSENT
                    : Quantiles.of(quantiles[step], Arrays.copyOf(samples[step], counts[step]));
        }
        return values;
    }
}
