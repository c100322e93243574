package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import java.util.Arrays;

/** {@code count} and {@code group}. */
final class Count implements Accumulator {
    private final double[] values;
    private final boolean onlyPresence;

    Count(AggregationContext context, boolean onlyPresence) {
        this.onlyPresence = onlyPresence;
        values = new double[context.steps()];
        Arrays.fill(values, SpecialValues.ABSENT);
    }

    @Override
    public void add(int step, double value) {
        values[step] = onlyPresence || SpecialValues.isAbsent(values[step]) ? 1 : values[step] + 1;
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        add(step, 1);
    }

    @Override
    public double[] values() {
        return values;
    }
}
