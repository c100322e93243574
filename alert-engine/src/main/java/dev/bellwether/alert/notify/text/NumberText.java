package dev.bellwether.alert.notify.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: six digits that count, no exponent unless the number is far from one. */
final class NumberText {
    private static final MathContext DIGITS = new MathContext(6);

    private NumberText() {}

    static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size < 1e-6 || size >= 1e15 ? rounded.toString() : rounded.toPlainString();
    }
}
