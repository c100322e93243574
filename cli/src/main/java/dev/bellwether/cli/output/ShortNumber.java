package dev.bellwether.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them at a glance: {@code 1.5k}, {@code 20M}, {@code 0.25}, {@code 3e-07}. Stateless. */
public final class ShortNumber {
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

    private ShortNumber() {}

    /** The number with at most so many significant digits. */
    public static String of(double value, int digits) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= 3 * UNITS.length) {
            return scientific(rounded, exponent);
        }
        int unit = Math.max(0, exponent / 3);
        return plain(rounded.movePointLeft(3 * unit)) + UNITS[unit];
    }

    private static String scientific(BigDecimal rounded, int exponent) {
        String power = String.valueOf(Math.abs(exponent));
        return plain(rounded.scaleByPowerOfTen(-exponent))
                + (exponent < 0 ? "e-" : "e+")
                + (power.length() < 2 ? "0" + power : power);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
