package dev.bellwether.promql.evaluation;

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

    static boolean holds(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> true;
            case Expression.StringLiteral text -> true;
            case Expression.Parentheses parentheses -> holds(parentheses.inner());
            case Expression.Unary unary -> holds(unary.inner());
            case Expression.Binary binary -> holds(binary.left()) && holds(binary.right());
            case Expression.Aggregation aggregation ->
                holds(aggregation.inner()) && (aggregation.parameter() == null || holds(aggregation.parameter()));
            case Expression.VectorSelector selector -> selector.shift().anchor() != null;
            case Expression.MatrixSelector matrix -> matrix.selector().shift().anchor() != null;
            case Expression.Subquery subquery -> subquery.shift().anchor() != null;
            case Expression.Call call -> holdsForCall(call);
        };
    }

    private static boolean holdsForCall(Expression.Call call) {
        for (Expression argument : call.arguments()) {
            if (!holds(argument)) {
                return false;
            }
        }
        if (call.function().equals("timestamp")) {
            // Of a selector it is the time of the sample, of anything else the time of the step.
            return Evaluator.withoutParentheses(call.arguments().getFirst()) instanceof Expression.VectorSelector;
        }
        return !DEPENDING_ON_TIME.contains(call.function());
    }
}
