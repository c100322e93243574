package dev.bellwether.promql.printer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers with the fewest digits that read back to the same value, as Go formats them. */
final class NumberPrinter {
    private static final int FIRST_LARGE_EXPONENT = 21;
    private static final int LAST_SMALL_EXPONENT = -5;

    private NumberPrinter() {}

    /** Never with an exponent: {@code 1048576}, {@code 0.0001}, {@code +Inf}. */
    static String plain(double value) {
        String special = special(value);
        return special != null ? special : sign(value) + digits(value).toPlainString();
    }

    /** With an exponent where the number is very large or small: {@code 1e+21}, {@code 1e-05}. */
    static String general(double value) {
        String special = special(value);
        if (special != null || value == 0) {
            return special != null ? special : sign(value) + "0";
        }
        BigDecimal digits = digits(value);
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent < FIRST_LARGE_EXPONENT && exponent > LAST_SMALL_EXPONENT) {
            return plain(value);
        }
        String mantissa = digits.unscaledValue().toString();
        String fraction = mantissa.length() > 1 ? "." + mantissa.substring(1) : "";
        String power = String.valueOf(Math.abs(exponent));
        return sign(value)
                + mantissa.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (power.length() < 2 ? "0" + power : power);
    }

    private static @Nullable String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : null;
    }

    private static String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    private static BigDecimal digits(double value) {
        return value == 0 ? BigDecimal.ZERO : new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    }
}
