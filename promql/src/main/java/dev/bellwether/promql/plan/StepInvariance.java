package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import java.util.Set;

/** Finds expressions that give the same at every step because everything in them is fixed by {@code @}. */
final class StepInvariance {
    /** Functions of the time of the step. */
    private static final Set<String> DEPENDING_ON_TIME = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp");

    private StepInvariance() {}

    /**
     * Whether an expression gives the same at every step.
     *
     * @param children whether all expressions directly inside it do
     */
    static boolean holds(Expression expression, boolean children) {
        return switch (expression) {
            case Expression.NumberLiteral number -> true;
            case Expression.StringLiteral text -> true;
            case Expression.VectorSelector selector -> selector.shift().anchor() != null;
            case Expression.MatrixSelector matrix -> matrix.selector().shift().anchor() != null;
            case Expression.Subquery subquery -> subquery.shift().anchor() != null;
            case Expression.Call call -> children && !dependsOnTime(call);
            default -> children;
        };
    }

    private static boolean dependsOnTime(Expression.Call call) {
        if (call.function().equals("timestamp")) {
            // Of a selector it is the time of the sample, of anything else the time of the step.
            return !(Children.withoutParentheses(call.arguments().getFirst()) instanceof Expression.VectorSelector);
        }
        return DEPENDING_ON_TIME.contains(call.function());
    }
}
