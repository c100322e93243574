package dev.bellwether.promql.functions;

import dev.bellwether.promql.expression.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** Arithmetic and comparison of two floats, with the special cases of Go's math package. */
public final class FloatOperation {
    private FloatOperation() {}

    /** The operation between scalars, where a comparison gives 1 or 0. */
    public static DoubleBinaryOperator scalar(BinaryOperator operator) {
        if (operator.isComparison()) {
            return (left, right) -> compare(operator, left, right) ? 1 : 0;
        }
        return (left, right) -> compute(operator, left, right);
    }

    public static double compute(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            default -> throw new IllegalArgumentException(operator.symbol() + " does not compute a float");
        };
    }

    public static boolean compare(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case GREATER -> left > right;
            case LESS -> left < right;
            case GREATER_OR_EQUAL -> left >= right;
            case LESS_OR_EQUAL -> left <= right;
            default -> throw new IllegalArgumentException(operator.symbol() + " does not compare floats");
        };
    }

    private static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }

    /** Whether the result is another quantity, so that the name of the metric goes. */
    public static boolean changesMeaning(BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2 -> true;
            default -> false;
        };
    }
}
