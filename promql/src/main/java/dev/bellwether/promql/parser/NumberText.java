package dev.bellwether.promql.parser;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Number literals: decimal, octal with a leading zero, hexadecimal; underscores between digits, as in Go. */
final class NumberText {
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX](?:_?[0-9a-fA-F])++");
    private static final Pattern DECIMAL = Pattern.compile(
            "(?:[0-9](?:_?[0-9])*+(?:\\.(?:[0-9](?:_?[0-9])*+)?+)?+|\\.[0-9](?:_?[0-9])*+)(?:[eE][+-]?[0-9](?:_?[0-9])*+)?+");
    private static final Pattern OCTAL = Pattern.compile("0(?:_?[0-7])++");
    private static final Pattern DURATION = Pattern.compile("[0-9.]++[smhdwy]s?(?:[0-9]++[smhdwy]s?)*+");

    private NumberText() {}

    /** Whether a word that begins with a digit or a dot is a number. */
    static boolean isNumber(String word) {
        return HEXADECIMAL.matcher(word).matches() || DECIMAL.matcher(word).matches();
    }

    /** Whether a word looks like a duration; {@link PromqlDuration#parse} may still refuse it. */
    static boolean isDuration(String word) {
        return DURATION.matcher(word).matches();
    }

    /** The value of a number, of {@code Inf} or of {@code NaN}; null where it is too large. */
    static @Nullable Double value(String number) {
        if (number.equalsIgnoreCase("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (number.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (HEXADECIMAL.matcher(number).matches()) {
            return integer(number.substring(2), 16);
        }
        if (OCTAL.matcher(number).matches()) {
            Double octal = integer(number, 8);
            if (octal != null) {
                return octal;
            }
        }
        double value = Double.parseDouble(number.replace("_", ""));
        return Double.isInfinite(value) ? null : Double.valueOf(value);
    }

    private static @Nullable Double integer(String digits, int base) {
        try {
            return (double) Long.parseLong(digits.replace("_", ""), base);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
