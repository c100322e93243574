package dev.bellwether.cli.query;

import dev.bellwether.promql.parser.PromqlDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The distance between the points of a range query. */
final class StepWidth {
    private static final int WANTED_POINTS = 100;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final List<Duration> ROUND = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private StepWidth() {}

    /** A round width with which a range has about a hundred points, at least a second. */
    static Duration forRange(Duration range) {
        Duration exact = range.dividedBy(WANTED_POINTS);
        for (Duration round : ROUND) {
            if (round.compareTo(exact) >= 0) {
                return round;
            }
        }
        return Duration.ofDays(exact.plusDays(1).minusMillis(1).toDays());
    }

    /**
     * Reads a width: a duration or seconds.
     *
     * @throws IllegalArgumentException where the text is neither, or not above 0
     */
    static Duration parse(String text) {
        Duration width = SECONDS.matcher(text).matches()
                ? Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue())
                : PromqlDuration.parse(text);
        if (!width.isPositive()) {
            throw new IllegalArgumentException("is " + text + ", more than 0 is needed");
        }
        return width;
    }
}
