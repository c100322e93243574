package dev.bellwether.alerting.template;

import dev.bellwether.model.LabelText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers made readable, as Prometheus does. */
final class Humanize {
    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

    private Humanize() {}

    /**
     * The number that a value is: a number, a duration's seconds, or what a text says.
     *
     * @throws IllegalArgumentException where it is none
     */
    static double number(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number;
            case TemplateDuration duration -> duration.seconds();
            case String text -> parsed(text);
            case null, default ->
                throw new IllegalArgumentException("can't convert " + Values.typeName(value) + " to float");
        };
    }

    private static double parsed(String text) {
        String digits = text.replaceAll("(?<=[0-9A-Fa-fxX])_(?=[0-9A-Fa-f])", "");
        String unsigned = digits.startsWith("+") || digits.startsWith("-") ? digits.substring(1) : digits;
        double sign = text.startsWith("-") ? -1 : 1;
        switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            default -> {}
        }
        boolean plausible = !unsigned.isEmpty()
                && unsigned.chars()
                        .allMatch(c -> c < 0x80 && (Character.digit(c, 16) >= 0 || "+-.xXpP".indexOf(c) >= 0))
                && "dDfF".indexOf(unsigned.charAt(unsigned.length() - 1)) < 0;
        try {
            if (plausible) {
                double value = Double.parseDouble(digits);
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "strconv.ParseFloat: parsing " + LabelText.quote(text) + ": value out of range");
                }
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
        throw notANumber(text);
    }

    private static IllegalArgumentException notANumber(String text) {
        return new IllegalArgumentException(
                "strconv.ParseFloat: parsing " + LabelText.quote(text) + ": invalid syntax");
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    /** Go's {@code %.4g}. */
    static String fourDigits(double value) {
        BoundedText text = new BoundedText(64);
        new FormattedValue(text, new Flags(false, false, false, false, false, false, -1, 4)).value(value, 'g', 0);
        return text.toString();
    }

    /** With a metric prefix. */
    static String metric(double value) {
        if (value == 0 || isSpecial(value)) {
            return fourDigits(value);
        }
        return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : small(value);
    }

    /** With a binary prefix. */
    static String binary(double value) {
        return Math.abs(value) <= 1 || isSpecial(value) ? fourDigits(value) : divided(value, 1024, BINARY);
    }

    private static String divided(double value, double base, String[] prefixes) {
        double rest = value;
        String prefix = "";
        for (int i = 0; i < prefixes.length && Math.abs(rest) >= base; i++) {
            prefix = prefixes[i];
            rest /= base;
        }
        return fourDigits(rest) + prefix;
    }

    private static String small(double value) {
        double rest = value;
        String prefix = "";
        for (int i = 0; i < SMALL.length && Math.abs(rest) < 1; i++) {
            prefix = SMALL[i];
            rest *= 1000;
        }
        return fourDigits(rest) + prefix;
    }

    /** Seconds as days, hours, minutes and seconds. */
    static String duration(double value) {
        if (isSpecial(value)) {
            return fourDigits(value);
        }
        if (value == 0) {
            return fourDigits(value) + "s";
        }
        if (Math.abs(value) < 1) {
            return small(value) + "s";
        }
        String sign = value < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        long total = (long) magnitude;
        long seconds = total % 60;
        long minutes = total / 60 % 60;
        long hours = total / 3600 % 24;
        long days = total / 86_400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        }
        if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        }
        return minutes != 0 ? sign + minutes + "m " + seconds + "s" : sign + fourDigits(magnitude) + "s";
    }

    /** Seconds since 1970 as a time in UTC, cut to milliseconds. */
    static String timestamp(double value) {
        return isSpecial(value) ? fourDigits(value) : time(value).text();
    }

    /**
     * The time of seconds since 1970, cut to milliseconds.
     *
     * @throws IllegalArgumentException where it is no number or too far away
     */
    static TemplateTime time(double value) {
        if (isSpecial(value)) {
            throw new IllegalArgumentException("value is NaN or Inf");
        }
        double nanos = value * 1e9;
        if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
            throw new IllegalArgumentException(ValueText.of(value, 64)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        return new TemplateTime(Instant.ofEpochMilli((long) nanos / 1_000_000).atZone(ZoneOffset.UTC));
    }
}
