package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.DurationExpression.Literal;
import dev.bellwether.promql.expression.DurationExpression.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Computes durations that depend on no query, to the millisecond that the evaluator would compute.
 *
 * <p>What is not a duration in the end (a division by zero, nothing above zero where that is needed, more than fits) is
 * left as it is: the evaluator says what is wrong with it.
 */
final class ConstantDurations {
    /** Whole milliseconds are exact in floating point up to here. */
    private static final double LARGEST_MILLIS = 0x1p52;

    private ConstantDurations() {}

    /** A duration of any sign, as an offset. */
    static DurationExpression fold(DurationExpression duration) {
        return folded(duration, false);
    }

    /** A duration that must be above zero, as a range. */
    static DurationExpression foldPositive(DurationExpression duration) {
        return folded(duration, true);
    }

    private static DurationExpression folded(DurationExpression duration, boolean positive) {
        if (duration instanceof Literal) {
            return duration;
        }
        Double seconds = secondsOf(duration);
        if (seconds == null || !(Math.abs(seconds) * 1000 < LARGEST_MILLIS)) {
            return duration;
        }
        boolean signedLiteral = duration instanceof DurationExpression.Unary unary && unary.inner() instanceof Literal;
        // Computed durations lose what is below a millisecond, literals are rounded.
        long millis = signedLiteral ? Math.round(seconds * 1000) : (long) (seconds * 1000);
        if (positive && (seconds <= 0 || millis <= 0)) {
            return duration;
        }
        return new Literal(millis / 1000.0, duration.span());
    }

    private static @Nullable Double secondsOf(DurationExpression duration) {
        return switch (duration) {
            case Literal literal -> literal.seconds();
            case DurationExpression.Step step -> null;
            case DurationExpression.Range range -> null;
            case DurationExpression.Parentheses parentheses -> secondsOf(parentheses.inner());
            case DurationExpression.Unary unary -> {
                Double inner = secondsOf(unary.inner());
                yield inner == null || !unary.negative() ? inner : Double.valueOf(-inner);
            }
            case DurationExpression.Binary binary -> {
                Double left = secondsOf(binary.left());
                Double right = secondsOf(binary.right());
                yield left == null || right == null ? null : combined(binary.operator(), left, right);
            }
        };
    }

    private static @Nullable Double combined(Operator operator, double left, double right) {
        boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
        return divides && right == 0 ? null : Double.valueOf(operator.apply(left, right));
    }
}
