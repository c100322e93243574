package dev.bellwether.cli.query;

import dev.bellwether.promql.parser.PromqlDuration;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Times as people give them: {@code now}, {@code -1h}, {@code 2026-01-01T12:00:00Z}, seconds since 1970. */
public final class TimeText {
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,12}(?:\\.[0-9]{1,9})?");
    private static final Pattern RELATIVE = Pattern.compile("(?:now)?[+-][0-9].*");

    private TimeText() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException where the text is none
     */
    static Instant parse(String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
        }
        if (RELATIVE.matcher(text).matches()) {
            String relative = text.startsWith("now") ? text.substring(3) : text;
            Duration distance = PromqlDuration.parse(relative.substring(1));
            return relative.startsWith("-") ? now.minus(distance) : now.plus(distance);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time; allowed are RFC 3339 (2026-01-01T12:00:00Z), seconds since 1970, now,"
                            + " and a distance from now such as -1h",
                    e);
        }
    }

    /** Seconds since 1970, as the API takes them. */
    public static String seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros().toPlainString();
    }
}
