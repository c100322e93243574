package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.TimeShift;
import org.jspecify.annotations.Nullable;

/** Computes durations of a query, which may depend on its step and its range. */
final class Durations {
    private static final double LARGEST_SECONDS = 0x1p63 / 1e9;

    private final QueryContext context;

    Durations(QueryContext context) {
        this.context = context;
    }

    /** A range or a step: more than 0 milliseconds. */
    long positiveMillis(DurationExpression expression) {
        double seconds = seconds(expression);
        if (seconds <= 0) {
            throw failure(expression, "duration must be greater than 0");
        }
        return millis(expression, seconds);
    }

    /** An offset in milliseconds, 0 where there is none. */
    long offsetMillis(TimeShift shift) {
        DurationExpression offset = shift.offset();
        return offset == null ? 0 : millis(offset, seconds(offset));
    }

    /** The time that {@code @} names, or null where it stands nowhere. */
    @Nullable
    Long anchorMillis(TimeShift shift) {
        return switch (shift.anchor()) {
            case null -> null;
            case TimeShift.Anchor.Time time -> time.timestampMillis();
            case TimeShift.Anchor.Start start -> context.queryStartMillis();
            case TimeShift.Anchor.End end -> context.queryEndMillis();
        };
    }

    private static long millis(DurationExpression expression, double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw failure(expression, "duration is NaN or infinite");
        }
        if (Math.abs(seconds) > LARGEST_SECONDS) {
            throw failure(expression, "duration is out of range");
        }
        boolean literal = expression instanceof DurationExpression.Literal
                || (expression instanceof DurationExpression.Unary unary
                        && unary.inner() instanceof DurationExpression.Literal);
        return literal ? Math.round(seconds * 1000) : (long) (seconds * 1000);
    }

    private double seconds(DurationExpression expression) {
        return switch (expression) {
            case DurationExpression.Literal literal -> literal.seconds();
            case DurationExpression.Step step -> context.queryStepMillis() / 1000.0;
            case DurationExpression.Range range -> (context.queryEndMillis() - context.queryStartMillis()) / 1000.0;
            case DurationExpression.Unary unary -> unary.negative() ? -seconds(unary.inner()) : seconds(unary.inner());
            case DurationExpression.Parentheses parentheses -> seconds(parentheses.inner());
            case DurationExpression.Binary binary -> combined(binary);
        };
    }

    private double combined(DurationExpression.Binary binary) {
        double left = seconds(binary.left());
        double right = seconds(binary.right());
        if (right == 0 && binary.operator() == DurationExpression.Operator.DIVIDE) {
            throw failure(binary, "division by zero");
        }
        if (right == 0 && binary.operator() == DurationExpression.Operator.MODULO) {
            throw failure(binary, "modulo by zero");
        }
        return binary.operator().apply(left, right);
    }

    private static QueryException failure(DurationExpression expression, String message) {
        return QueryException.badData(
                expression.span().start() + ":" + expression.span().end() + ": " + message);
    }
}
