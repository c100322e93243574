package dev.bellwether.query.prometheus;

import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.query.exchange.Parameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads times, durations and numbers from parameters as Prometheus does, with its words where they are wrong. */
public final class ParameterReader {
    /** The earliest time that is asked for: 1 January of the year 1. */
    public static final long MIN_TIME_MILLIS = -62_135_596_800_000L;

    /** The latest time that is asked for: the end of the year 9999. */
    public static final long MAX_TIME_MILLIS = 253_402_300_799_999L;

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private ParameterReader() {}

    /**
     * A time: Unix seconds with fractions, or RFC 3339.
     *
     * @return milliseconds since 1970, moved into the years 1 to 9999
     * @throws IllegalArgumentException with Prometheus's message
     */
    public static long time(String text) {
        if (NUMBER.matcher(text).matches()) {
            BigDecimal millis = new BigDecimal(text).multiply(THOUSAND).setScale(0, RoundingMode.HALF_UP);
            return millis.max(BigDecimal.valueOf(MIN_TIME_MILLIS))
                    .min(BigDecimal.valueOf(MAX_TIME_MILLIS))
                    .longValue();
        }
        OptionalLong boundary = boundary(text);
        if (boundary.isPresent()) {
            return boundary.getAsLong();
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cannot parse \"" + text + "\" to a valid timestamp", e);
        }
    }

    /** Clients of Prometheus send these two for "as early, as late as possible". */
    private static OptionalLong boundary(String text) {
        return switch (text) {
            case "-292273086-05-16T16:47:06Z" -> OptionalLong.of(MIN_TIME_MILLIS);
            case "+292277025-08-18T07:12:54.999999999Z", "292277025-08-18T07:12:54.999999999Z" ->
                OptionalLong.of(MAX_TIME_MILLIS);
            default -> OptionalLong.empty();
        };
    }

    /**
     * A duration: seconds with fractions, or Prometheus's notation ({@code 5m}).
     *
     * @throws IllegalArgumentException with Prometheus's message
     */
    public static Duration duration(String text) {
        try {
            if (NUMBER.matcher(text).matches()) {
                BigDecimal nanos = new BigDecimal(text).movePointRight(9).setScale(0, RoundingMode.DOWN);
                return Duration.ofNanos(nanos.longValueExact());
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "cannot parse \"" + text + "\" to a valid duration. It overflows int64", e);
        }
        try {
            return PromqlDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot parse \"" + text + "\" to a valid duration", e);
        }
    }

    /** A required time. */
    static long requiredTime(Parameters parameters, String name) {
        try {
            return time(parameters.first(name));
        } catch (IllegalArgumentException e) {
            throw PrometheusException.invalidParameter(name, String.valueOf(e.getMessage()));
        }
    }

    /** A time that may be absent. */
    static long optionalTime(Parameters parameters, String name, long absent) {
        String text = parameters.first(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return time(text);
        } catch (IllegalArgumentException e) {
            throw PrometheusException.invalidParameter(
                    name, "invalid time value for '" + name + "': " + e.getMessage());
        }
    }

    /** A required duration. */
    static Duration requiredDuration(Parameters parameters, String name) {
        try {
            return duration(parameters.first(name));
        } catch (IllegalArgumentException e) {
            throw PrometheusException.invalidParameter(name, String.valueOf(e.getMessage()));
        }
    }

    /** The {@code limit}: 0 where there is none. */
    static int limit(Parameters parameters) {
        String text = parameters.first("limit");
        if (text.isEmpty()) {
            return 0;
        }
        int limit = wholeNumber(text, "limit");
        if (limit < 0) {
            throw PrometheusException.invalidParameter("limit", "limit must be non-negative");
        }
        return limit;
    }

    private static int wholeNumber(String text, String name) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw PrometheusException.invalidParameter(name, "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    /** A number that may be absent, with Prometheus's plain message where it is none. */
    static int optionalNumber(Parameters parameters, String name, int absent) {
        String text = parameters.first(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new PrometheusException(ErrorType.BAD_DATA, name + " must be a number");
        }
    }
}
