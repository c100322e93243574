package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code sum}, with compensation of rounding errors. */
final class Sum implements Accumulator {
    private final double[] sums;
    private final double[] compensations;
    private final HistogramGroups histograms;
    private final boolean[] mixed;

    Sum(AggregationContext context) {
        sums = new double[context.steps()];
        Arrays.fill(sums, SpecialValues.ABSENT);
        compensations = new double[context.steps()];
        mixed = new boolean[context.steps()];
        histograms = new HistogramGroups(context, false);
    }

    @Override
    public void add(int step, double value) {
        double sum = sums[step];
        if (SpecialValues.isAbsent(sum)) {
            sums[step] = value;
            return;
        }
        double total = sum + value;
        if (Double.isInfinite(total)) {
            compensations[step] = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            compensations[step] += (sum - total) + value;
        } else {
            compensations[step] += (value - total) + sum;
        }
        sums[step] = total;
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        histograms.add(step, histogram, metricName);
    }

    @Override
    public double[] values() {
        for (int step = 0; step < sums.length; step++) {
            if (SpecialValues.isAbsent(sums[step])) {
                continue;
            }
            if (histograms.has(step)) {
                histograms.warnOfMixture();
                mixed[step] = true;
                sums[step] = SpecialValues.ABSENT;
            } else {
                sums[step] += compensations[step];
            }
        }
        return sums;
    }

    @Override
    public @Nullable NativeHistogram @Nullable [] histograms() {
        return histograms.results(mixed);
    }
}
