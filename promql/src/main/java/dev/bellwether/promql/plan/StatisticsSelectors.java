package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The selectors of a query of whose histograms only count and sum are needed: those inside {@code histogram_count} and
 * its like, with nothing around them that looks at buckets.
 */
public final class StatisticsSelectors {
    private static final Set<String> STATISTICS = Set.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final Set<String> BUCKETS =
            Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");
    static final StatisticsSelectors NONE = new StatisticsSelectors(Set.of());

    private final Set<Expression.VectorSelector> selectors;

    private StatisticsSelectors(Set<Expression.VectorSelector> selectors) {
        this.selectors = selectors;
    }

    /** Finds them. */
    public static StatisticsSelectors of(Expression expression) {
        Set<Expression.VectorSelector> found = Collections.newSetFromMap(new IdentityHashMap<>(2));
        collect(expression, false, found);
        return found.isEmpty() ? NONE : new StatisticsSelectors(found);
    }

    /** Whether the selector is one of them; compares by identity. */
    public boolean contains(Expression.VectorSelector selector) {
        return this != NONE && selectors.contains(selector);
    }

    private static void collect(Expression expression, boolean statistics, Set<Expression.VectorSelector> found) {
        switch (expression) {
            case Expression.VectorSelector selector -> {
                if (statistics) {
                    found.add(selector);
                }
            }
            case Expression.MatrixSelector matrix -> collect(matrix.selector(), statistics, found);
            case Expression.Parentheses parentheses -> collect(parentheses.inner(), statistics, found);
            case Expression.Unary unary -> collect(unary.inner(), statistics, found);
            case Expression.Binary binary -> {
                boolean trims = binary.operator() == BinaryOperator.TRIM_UPPER
                        || binary.operator() == BinaryOperator.TRIM_LOWER;
                if (!trims) {
                    collect(binary.left(), statistics, found);
                    collect(binary.right(), statistics, found);
                }
            }
            case Expression.Aggregation aggregation -> collect(aggregation.inner(), statistics, found);
            case Expression.Call call -> {
                if (!BUCKETS.contains(call.function())) {
                    boolean inside = statistics || STATISTICS.contains(call.function());
                    call.arguments().forEach(argument -> collect(argument, inside, found));
                }
            }
            case Expression.Subquery subquery -> {
                // Resets between the steps of a subquery are found by buckets alone.
            }
            case Expression.NumberLiteral number -> {
                // Selects nothing.
            }
            case Expression.StringLiteral text -> {
                // Selects nothing.
            }
        }
    }
}
