package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.TimeShift;

/** Replaces {@code @ start()} by a time. */
final class StartAnchor {
    private StartAnchor() {}

    static Expression at(Expression expression, long timeMillis) {
        return switch (expression) {
            case Expression.NumberLiteral number -> number;
            case Expression.StringLiteral text -> text;
            case Expression.Parentheses parentheses ->
                new Expression.Parentheses(at(parentheses.inner(), timeMillis), parentheses.span());
            case Expression.Unary unary ->
                new Expression.Unary(unary.negative(), at(unary.inner(), timeMillis), unary.span());
            case Expression.Binary binary ->
                new Expression.Binary(
                        binary.operator(),
                        at(binary.left(), timeMillis),
                        at(binary.right(), timeMillis),
                        binary.returnBool(),
                        binary.matching(),
                        binary.span());
            case Expression.Aggregation aggregation ->
                new Expression.Aggregation(
                        aggregation.operator(),
                        aggregation.parameter(),
                        at(aggregation.inner(), timeMillis),
                        aggregation.grouping(),
                        aggregation.without(),
                        aggregation.span());
            case Expression.Call call ->
                new Expression.Call(
                        call.function(),
                        call.arguments().stream()
                                .map(argument -> at(argument, timeMillis))
                                .toList(),
                        call.type(),
                        call.span());
            case Expression.VectorSelector selector -> selector(selector, timeMillis);
            case Expression.MatrixSelector matrix ->
                new Expression.MatrixSelector(selector(matrix.selector(), timeMillis), matrix.range(), matrix.span());
            case Expression.Subquery subquery ->
                new Expression.Subquery(
                        at(subquery.inner(), timeMillis),
                        subquery.range(),
                        subquery.step(),
                        shift(subquery.shift(), timeMillis),
                        subquery.span());
        };
    }

    private static Expression.VectorSelector selector(Expression.VectorSelector selector, long timeMillis) {
        return new Expression.VectorSelector(
                selector.metricName(),
                selector.matchers(),
                shift(selector.shift(), timeMillis),
                selector.range(),
                selector.span());
    }

    private static TimeShift shift(TimeShift shift, long timeMillis) {
        return shift.anchor() instanceof TimeShift.Anchor.Start
                ? new TimeShift(shift.offset(), new TimeShift.Anchor.Time(timeMillis))
                : shift;
    }
}
