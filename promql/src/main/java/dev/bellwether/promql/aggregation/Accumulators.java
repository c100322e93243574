package dev.bellwether.promql.aggregation;

import dev.bellwether.promql.expression.AggregationOperator;

/** Makes the accumulator for an aggregation that gives one series for each group. */
public final class Accumulators {
    private Accumulators() {}

    /**
     * A new accumulator for one group.
     *
     * @param operator one of those that give one series for each group
     * @param parameter the parameter at each step; empty where the operator takes none
     */
    public static Accumulator of(AggregationOperator operator, double[] parameter, AggregationContext context) {
        return switch (operator) {
            case SUM -> new Sum(context);
            case AVG -> new Mean(context);
            case MIN -> new Extreme(context, "min");
            case MAX -> new Extreme(context, "max");
            case COUNT -> new Count(context, false);
            case GROUP -> new Count(context, true);
            case STDDEV -> new Variance(context, true);
            case STDVAR -> new Variance(context, false);
            case QUANTILE -> new Quantile(context, parameter);
            default ->
                throw new IllegalArgumentException(operator.keyword() + " does not give one series for each group");
        };
    }
}
