package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.QueryMessages;
import java.util.Arrays;

/** {@code min} and {@code max}; NaN only where there is nothing else. */
final class Extreme implements Accumulator {
    private final AggregationContext context;
    private final String name;
    private final boolean maximum;
    private final double[] values;

    Extreme(AggregationContext context, String name) {
        this.context = context;
        this.name = name;
        this.maximum = name.equals("max");
        values = new double[context.steps()];
        Arrays.fill(values, SpecialValues.ABSENT);
    }

    @Override
    public void add(int step, double value) {
        double best = values[step];
        // An absent value is a NaN too, so the first sample replaces it.
        if ((maximum ? value > best : value < best) || Double.isNaN(best)) {
            values[step] = value;
        }
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        context.annotations().add(QueryMessages.histogramIgnoredInAggregation(name, context.span()));
    }

    @Override
    public double[] values() {
        return values;
    }
}
