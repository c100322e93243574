package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the first selector of an expression. */
final class FirstSelector {
    private FirstSelector() {}

    /**
     * The first selector from the left, or null where there is none.
     *
     * @param around takes the subqueries around it, from the outermost to the innermost
     */
    static Expression.@Nullable VectorSelector of(Expression expression, List<Expression.Subquery> around) {
        return switch (expression) {
            case Expression.VectorSelector selector -> selector;
            case Expression.MatrixSelector matrix -> matrix.selector();
            case Expression.Subquery subquery -> {
                around.add(subquery);
                Expression.VectorSelector found = of(subquery.inner(), around);
                if (found == null) {
                    around.removeLast();
                }
                yield found;
            }
            case Expression.Parentheses parentheses -> of(parentheses.inner(), around);
            case Expression.Unary unary -> of(unary.inner(), around);
            case Expression.Binary binary -> {
                Expression.VectorSelector found = of(binary.left(), around);
                yield found == null ? of(binary.right(), around) : found;
            }
            case Expression.Aggregation aggregation -> of(aggregation.inner(), around);
            case Expression.Call call -> {
                Expression.VectorSelector found = null;
                for (Expression argument : call.arguments()) {
                    found = found == null ? of(argument, around) : found;
                }
                yield found;
            }
            case Expression.NumberLiteral number -> null;
            case Expression.StringLiteral text -> null;
        };
    }
}
