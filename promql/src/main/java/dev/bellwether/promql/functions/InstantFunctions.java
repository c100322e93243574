package dev.bellwether.promql.functions;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions that change each float of an instant vector on its own. Results follow Go's math package. */
public final class InstantFunctions {
    private static final double LN2 = Math.log(2);

    private static final Map<String, DoubleUnaryOperator> BY_NAME = Map.ofEntries(
            entry("abs", Math::abs),
            entry("acos", Math::acos),
            entry("acosh", InstantFunctions::acosh),
            entry("asin", Math::asin),
            entry("asinh", InstantFunctions::asinh),
            entry("atan", Math::atan),
            entry("atanh", InstantFunctions::atanh),
            entry("ceil", Math::ceil),
            entry("cos", Math::cos),
            entry("cosh", Math::cosh),
            entry("deg", value -> value * 180 / Math.PI),
            entry("exp", Math::exp),
            entry("floor", Math::floor),
            entry("ln", Math::log),
            entry("log10", Math::log10),
            entry("log2", InstantFunctions::log2),
            entry("rad", value -> value * Math.PI / 180),
            entry("sgn", InstantFunctions::sign),
            entry("sin", Math::sin),
            entry("sinh", Math::sinh),
            entry("sqrt", Math::sqrt),
            entry("tan", Math::tan),
            entry("tanh", Math::tanh));

    private InstantFunctions() {}

    /** The function of a name, or null where there is none of this kind. */
    public static @Nullable DoubleUnaryOperator byName(String name) {
        return BY_NAME.get(name);
    }

    /** {@code round}: ties go up. */
    public static DoubleUnaryOperator round(double toNearest) {
        double inverse = 1.0 / toNearest;
        return value -> Math.floor(value * inverse + 0.5) / inverse;
    }

    /** {@code clamp} between two bounds, of which the lower is not above the upper. */
    public static DoubleUnaryOperator clamp(double lowest, double highest) {
        return value -> maximum(lowest, minimum(highest, value));
    }

    /** The smaller of two; −Inf even beside NaN. */
    public static double minimum(double left, double right) {
        if (left == Double.NEGATIVE_INFINITY || right == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        return Math.min(left, right);
    }

    /** The larger of two; +Inf even beside NaN. */
    public static double maximum(double left, double right) {
        if (left == Double.POSITIVE_INFINITY || right == Double.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(left, right);
    }

    /** The logarithm to base 2, exact for powers of two. */
    public static double log2(double value) {
        if (value > 0 && !Double.isInfinite(value)) {
            int exponent = Math.getExponent(value);
            if (exponent >= Double.MIN_EXPONENT) {
                double fraction = Math.scalb(value, -exponent);
                return fraction == 1 ? exponent : exponent + Math.log(fraction) / LN2;
            }
        }
        return Math.log(value) / LN2;
    }

    private static double sign(double value) {
        if (value < 0) {
            return -1;
        }
        return value > 0 ? 1 : value;
    }

    private static double asinh(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double size = Math.abs(value);
        double result;
        if (size > 1 << 28) {
            result = Math.log(size) + LN2;
        } else if (size > 2) {
            result = Math.log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
        } else {
            result = Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        }
        return Math.copySign(result, value);
    }

    private static double acosh(double value) {
        if (value < 1 || Double.isNaN(value)) {
            return Double.NaN;
        }
        if (value >= 1 << 28) {
            return Math.log(value) + LN2;
        }
        if (value > 2) {
            return Math.log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    private static double atanh(double value) {
        return 0.5 * Math.log1p(2 * value / (1 - value));
    }
}
