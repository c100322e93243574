package dev.bellwether.agent.scrape;

import java.math.BigDecimal;

/**
 * Writes the values of {@code le} and {@code quantile} in one way, whatever the format they came in: as OpenMetrics does,
 * {@code 1} becoming {@code 1.0}, so that a series stays the same when its exporter learns another format.
 */
public final class BoundText {
    private BoundText() {}

    /** The text in its usual form; one that is no number stays as it is. */
    public static String normalize(String text) {
        try {
            return text.isEmpty() || !isNumeric(text) ? special(text) : format(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static boolean isNumeric(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private static String special(String text) {
        return switch (text) {
            case "+Inf", "Inf", "+inf", "inf" -> "+Inf";
            case "-Inf", "-inf" -> "-Inf";
            default -> text;
        };
    }

    /** A number as Go's {@code strconv.FormatFloat(value, 'g', -1, 64)} writes it, with {@code .0} where it looks whole. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return Double.doubleToRawLongBits(value) == 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 6) {
            return sign + scientific(digits, exponent);
        }
        String plain = shortest.toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        int size = Math.abs(exponent);
        return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
