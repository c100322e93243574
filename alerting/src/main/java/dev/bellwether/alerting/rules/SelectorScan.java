package dev.bellwether.alerting.rules;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.TimeShift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which series an expression reads, and how far back.
 *
 * @param selectors the conditions of each selector
 * @param window the farthest that an evaluation at an instant looks back
 */
record SelectorScan(List<List<Matcher>> selectors, Duration window) {

    static SelectorScan of(Expression expression, Duration lookback) {
        Walk walk = new Walk(lookback.toMillis());
        walk.visit(expression, 0);
        return new SelectorScan(walk.selectors, Duration.ofMillis(walk.farthestMillis));
    }

    private static final class Walk {
        private final long lookbackMillis;
        private final List<List<Matcher>> selectors = new ArrayList<>();
        private long farthestMillis;

        Walk(long lookbackMillis) {
            this.lookbackMillis = lookbackMillis;
        }

        void visit(Expression expression, long aroundMillis) {
            switch (expression) {
                case Expression.NumberLiteral ignored -> {}
                case Expression.StringLiteral ignored -> {}
                case Expression.Parentheses parentheses -> visit(parentheses.inner(), aroundMillis);
                case Expression.Unary unary -> visit(unary.inner(), aroundMillis);
                case Expression.Binary binary -> {
                    visit(binary.left(), aroundMillis);
                    visit(binary.right(), aroundMillis);
                }
                case Expression.Aggregation aggregation -> {
                    if (aggregation.parameter() != null) {
                        visit(aggregation.parameter(), aroundMillis);
                    }
                    visit(aggregation.inner(), aroundMillis);
                }
                case Expression.Call call -> call.arguments().forEach(argument -> visit(argument, aroundMillis));
                case Expression.VectorSelector selector ->
                    select(selector, aroundMillis + lookbackMillis + offset(selector.shift()));
                case Expression.MatrixSelector matrix ->
                    select(
                            matrix.selector(),
                            aroundMillis
                                    + lookbackMillis
                                    + millis(matrix.range())
                                    + offset(matrix.selector().shift()));
                case Expression.Subquery subquery ->
                    visit(subquery.inner(), aroundMillis + millis(subquery.range()) + offset(subquery.shift()));
            }
        }

        private void select(Expression.VectorSelector selector, long farMillis) {
            selectors.add(selector.matchers());
            farthestMillis = Math.max(farthestMillis, farMillis);
        }

        private static long offset(TimeShift shift) {
            return Math.max(0, millis(shift.offset()));
        }

        /** An upper bound: a rule's step and range are 0. */
        private static long millis(@Nullable DurationExpression duration) {
            return switch (duration) {
                case null -> 0;
                case DurationExpression.Literal literal -> (long) (literal.seconds() * 1000);
                case DurationExpression.Step ignored -> 0;
                case DurationExpression.Range ignored -> 0;
                case DurationExpression.Parentheses parentheses -> millis(parentheses.inner());
                case DurationExpression.Unary unary ->
                    unary.negative() ? -millis(unary.inner()) : millis(unary.inner());
                case DurationExpression.Binary binary -> combined(binary);
            };
        }

        private static long combined(DurationExpression.Binary binary) {
            double left = millis(binary.left());
            double right = millis(binary.right());
            return (long)
                    switch (binary.operator()) {
                        case ADD -> left + right;
                        case SUBTRACT -> left - right;
                        case MULTIPLY -> left * right / 1000;
                        case DIVIDE -> left / right * 1000;
                        case MODULO -> left % right;
                        case POWER -> Math.pow(left / 1000, right / 1000) * 1000;
                        case MINIMUM -> Math.min(left, right);
                        case MAXIMUM -> Math.max(left, right);
                    };
        }
    }
}
