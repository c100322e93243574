package dev.bellwether.promql.expression;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.StringLiteral;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes trees comparable that were read from different texts. */
public final class SyntaxTrees {
    private SyntaxTrees() {}

    /** The same tree without positions and with the conditions of selectors in the order of their texts. */
    public static Expression withoutSpans(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> new NumberLiteral(number.value(), number.writtenAsDuration(), Span.NONE);
            case StringLiteral string -> new StringLiteral(string.value(), Span.NONE);
            case Parentheses parentheses -> new Parentheses(withoutSpans(parentheses.inner()), Span.NONE);
            case Unary unary -> new Unary(unary.negative(), withoutSpans(unary.inner()), Span.NONE);
            case Binary binary ->
                new Binary(
                        binary.operator(),
                        withoutSpans(binary.left()),
                        withoutSpans(binary.right()),
                        binary.returnBool(),
                        binary.matching(),
                        Span.NONE);
            case Aggregation aggregation ->
                new Aggregation(
                        aggregation.operator(),
                        aggregation.parameter() == null ? null : withoutSpans(aggregation.parameter()),
                        withoutSpans(aggregation.inner()),
                        aggregation.grouping(),
                        aggregation.without(),
                        Span.NONE);
            case Call call ->
                new Call(
                        call.function(),
                        call.arguments().stream().map(SyntaxTrees::withoutSpans).toList(),
                        call.type(),
                        Span.NONE);
            case VectorSelector selector -> selector(selector);
            case MatrixSelector matrix ->
                new MatrixSelector(selector(matrix.selector()), duration(matrix.range()), Span.NONE);
            case Subquery subquery ->
                new Subquery(
                        withoutSpans(subquery.inner()),
                        duration(subquery.range()),
                        optional(subquery.step()),
                        shift(subquery.shift()),
                        Span.NONE);
        };
    }

    private static VectorSelector selector(VectorSelector selector) {
        List<Matcher> matchers = selector.matchers().stream()
                .sorted(Comparator.comparing(Matcher::toString))
                .toList();
        return new VectorSelector(
                selector.metricName(), matchers, shift(selector.shift()), selector.range(), Span.NONE);
    }

    private static TimeShift shift(TimeShift shift) {
        return new TimeShift(optional(shift.offset()), shift.anchor());
    }

    private static @Nullable DurationExpression optional(@Nullable DurationExpression duration) {
        return duration == null ? null : duration(duration);
    }

    private static DurationExpression duration(DurationExpression duration) {
        return switch (duration) {
            case DurationExpression.Literal literal ->
                new DurationExpression.Literal(literal.seconds(), literal.writtenAsDuration(), Span.NONE);
            case DurationExpression.Step step -> new DurationExpression.Step(Span.NONE);
            case DurationExpression.Range range -> new DurationExpression.Range(Span.NONE);
            case DurationExpression.Unary unary ->
                new DurationExpression.Unary(unary.negative(), duration(unary.inner()), Span.NONE);
            case DurationExpression.Binary binary ->
                new DurationExpression.Binary(
                        binary.operator(), duration(binary.left()), duration(binary.right()), Span.NONE);
            case DurationExpression.Parentheses parentheses ->
                new DurationExpression.Parentheses(duration(parentheses.inner()), Span.NONE);
        };
    }
}
