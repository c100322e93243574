package dev.bellwether.query.json;

/**
 * Numbers as Go's {@code strconv} writes them and as Prometheus's API shows them: as short as possible, without an
 * exponent from 1e-6 up to 1e21, with one outside.
 */
public final class GoFloat {
    private static final double LARGEST_PLAIN = 1e21;
    private static final double SMALLEST_PLAIN = 1e-6;
    private static final double LARGEST_EXACT_LONG = 1e15;

    private GoFloat() {}

    /** The number as Prometheus's JSON shows it: {@code 1.5}, {@code +Inf}, {@code NaN}, {@code 1e-07}. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (isPlainInteger(value)) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return "-0";
        }
        boolean plain = magnitude >= SMALLEST_PLAIN && magnitude < LARGEST_PLAIN;
        return write(Double.toString(value), plain);
    }

    /** The number always with an exponent, as Go's {@code 'e'}: {@code 1.5e+00}. */
    public static String formatExponent(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return format(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0e+00" : "0e+00";
        }
        return write(Double.toString(value), false);
    }

    /** The number never with an exponent, as Go's {@code 'f'}: {@code 0.0000001}. */
    public static String formatPlain(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return format(value);
        }
        return isPlainInteger(value) ? Long.toString((long) value) : write(Double.toString(value), true);
    }

    static boolean isPlainInteger(double value) {
        return Math.abs(value) < LARGEST_EXACT_LONG
                && (long) value == value
                && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }

    private static String write(String shortest, boolean plain) {
        int exponentAt = shortest.indexOf('E');
        if (exponentAt < 0 && plain) {
            return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
        }
        boolean negative = shortest.charAt(0) == '-';
        String mantissa = shortest.substring(negative ? 1 : 0, exponentAt < 0 ? shortest.length() : exponentAt);
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(shortest.substring(exponentAt + 1));
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        exponent += point - 1;
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
            exponent--;
        }
        int end = digits.length();
        while (end > first + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        StringBuilder text = new StringBuilder(negative ? "-" : "");
        return plain
                ? plain(text, digits.substring(first, end), exponent)
                : exponent(text, digits.substring(first, end), exponent);
    }

    private static String plain(StringBuilder text, String digits, int exponent) {
        if (exponent < 0) {
            return text.append("0.").repeat('0', -exponent - 1).append(digits).toString();
        }
        if (digits.length() <= exponent + 1) {
            return text.append(digits)
                    .repeat('0', exponent + 1 - digits.length())
                    .toString();
        }
        return text.append(digits, 0, exponent + 1)
                .append('.')
                .append(digits, exponent + 1, digits.length())
                .toString();
    }

    private static String exponent(StringBuilder text, String digits, int exponent) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        return text.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
    }
}
