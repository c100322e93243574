package dev.bellwether.promql.aggregation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.QueryMessages;

/** {@code stdvar} and {@code stddev} of the population, by Welford's method. */
final class Variance implements Accumulator {
    private final AggregationContext context;
    private final boolean root;
    private final double[] counts;
    private final double[] means;
    private final double[] squares;

    Variance(AggregationContext context, boolean root) {
        this.context = context;
        this.root = root;
        counts = new double[context.steps()];
        means = new double[context.steps()];
        squares = new double[context.steps()];
    }

    @Override
    public void add(int step, double value) {
        double count = ++counts[step];
        if (count == 1) {
            means[step] = value;
            squares[step] = Double.isNaN(value) || Double.isInfinite(value) ? Double.NaN : 0;
            return;
        }
        double difference = value - means[step];
        means[step] += difference / count;
        squares[step] += difference * (value - means[step]);
    }

    @Override
    public void add(int step, NativeHistogram histogram, String metricName) {
        context.annotations()
                .add(QueryMessages.histogramIgnoredInAggregation(root ? "stddev" : "stdvar", context.span()));
    }

    @Override
    public double[] values() {
        for (int step = 0; step < squares.length; step++) {
            if (counts[step] == 0) {
                squares[step] = SpecialValues.ABSENT;
            } else {
                double variance = squares[step] / counts[step];
                squares[step] = root ? Math.sqrt(variance) : variance;
            }
        }
        return squares;
    }
}
