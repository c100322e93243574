package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands around each selector, as far as it lets a reader read less: the nearest function or aggregation, the
 * grouping of an aggregation directly around it, and the step at which it is evaluated. Follows Prometheus's
 * {@code populateSeries}. Immutable once found.
 */
public final class SelectionHints {
    private final Map<Expression.VectorSelector, Around> bySelector = new IdentityHashMap<>();

    /**
     * What stands around a selector.
     *
     * @param function the nearest function or aggregation that no binary operator stands before; empty for none
     * @param grouping the labels of the aggregation directly around it
     * @param by whether they are kept
     * @param subquery the innermost subquery around it, or null
     */
    public record Around(String function, List<String> grouping, boolean by, Expression.@Nullable Subquery subquery) {
        static final Around NOTHING = new Around("", List.of(), false, null);

        public Around {
            grouping = List.copyOf(grouping);
        }

        private Around named(String name) {
            return new Around(name, List.of(), false, subquery);
        }

        private Around withoutGrouping() {
            return grouping.isEmpty() && !by ? this : named(function);
        }

        /** What holds for a selector whose samples serve two places. */
        Around joinedWith(Around other) {
            DurationExpression step = subquery == null ? null : subquery.step();
            DurationExpression otherStep = other.subquery == null ? null : other.subquery.step();
            boolean sameFunction = function.equals(other.function)
                    && grouping.equals(other.grouping)
                    && by == other.by
                    && Objects.equals(step, otherStep);
            return sameFunction ? this : named("");
        }
    }

    private SelectionHints() {}

    static SelectionHints of(Expression expression, SharedSubtrees shared) {
        SelectionHints hints = new SelectionHints();
        hints.collect(expression, Around.NOTHING);
        for (List<Expression> same : shared.occurrences()) {
            for (Expression other : same.subList(1, same.size())) {
                TreePairs.visit(same.getFirst(), other, hints::join);
            }
        }
        return hints;
    }

    /** What stands around a selector of the expression; compares by identity. */
    public Around of(Expression.VectorSelector selector) {
        return bySelector.getOrDefault(selector, Around.NOTHING);
    }

    private void join(Expression first, Expression second) {
        if (first instanceof Expression.VectorSelector left && second instanceof Expression.VectorSelector right) {
            Around joined = of(left).joinedWith(of(right));
            bySelector.put(left, joined);
            bySelector.put(right, new Around(joined.function, joined.grouping, joined.by, of(right).subquery));
        }
    }

    private void collect(Expression expression, Around around) {
        switch (expression) {
            case Expression.VectorSelector selector -> bySelector.put(selector, around);
            case Expression.MatrixSelector matrix -> collect(matrix.selector(), around.withoutGrouping());
            case Expression.Aggregation aggregation -> {
                Around inside = new Around(
                        aggregation.operator().keyword(),
                        aggregation.grouping(),
                        !aggregation.without(),
                        around.subquery);
                Children.of(aggregation).forEach(child -> collect(child, inside));
            }
            case Expression.Call call -> {
                Around inside = around.named(call.function());
                call.arguments().forEach(argument -> collect(argument, inside));
            }
            case Expression.Binary binary -> {
                Around inside = around.named("");
                collect(binary.left(), inside);
                collect(binary.right(), inside);
            }
            case Expression.Subquery subquery -> {
                Around named = around.withoutGrouping();
                collect(subquery.inner(), new Around(named.function, List.of(), false, subquery));
            }
            default -> Children.of(expression).forEach(child -> collect(child, around.withoutGrouping()));
        }
    }
}
