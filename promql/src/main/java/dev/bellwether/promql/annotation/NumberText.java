package dev.bellwether.promql.annotation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go's formatting verbs write them, which Prometheus's texts contain. */
public final class NumberText {
    private NumberText() {}

    /** The shortest text that reads back as the number: {@code %g}. */
    public static String shortest(double value) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return general(new BigDecimal(Double.toString(value)).stripTrailingZeros(), 6);
    }

    /** Without an exponent, as short as possible: {@code %f} with precision −1. */
    public static String plain(double value) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** With six digits behind the point: {@code %f}. */
    public static String fixed(double value) {
        String special = special(value);
        return special != null
                ? special
                : new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** As OpenMetrics writes label values: never a bare integer. */
    public static String openMetrics(double value) {
        String text = shortest(value);
        boolean marked = special(value) != null || text.indexOf('.') >= 0 || text.indexOf('e') >= 0;
        return marked ? text : text + ".0";
    }

    /** Two significant digits: {@code %.2g}. */
    static String twoDigits(double value) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        if (value == 0) {
            return "0";
        }
        return general(
                new BigDecimal(value)
                        .round(new MathContext(2, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros(),
                2);
    }

    private static @org.jspecify.annotations.Nullable String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return null;
    }

    private static String general(BigDecimal value, int exponentLimit) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < exponentLimit) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder();
        if (value.signum() < 0) {
            text.append('-');
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            text.append('0');
        }
        return text.append(magnitude).toString();
    }
}
