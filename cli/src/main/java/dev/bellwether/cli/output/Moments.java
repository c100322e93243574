package dev.bellwether.cli.output;

import dev.bellwether.promql.parser.PromqlDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and spans as people read them. Stateless. */
public final class Moments {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Moments() {}

    /**
     * A time that a server wrote, null where it is none.
     *
     * @param text RFC 3339
     */
    public static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A time with milliseconds in UTC, empty for none. */
    public static String text(@Nullable Instant time) {
        return time == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s.%03dZ",
                        time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""),
                        time.getNano() / 1_000_000);
    }

    /** A span in its two greatest units: {@code 3d4h}, {@code 2m5s}, {@code 12ms}; negative ones with a minus sign. */
    public static String span(Duration span) {
        long millis = span.toMillis();
        if (millis < 0) {
            return "-" + span(span.negated());
        }
        if (millis < SECOND) {
            return millis + "ms";
        }
        if (millis < MINUTE) {
            return millis % SECOND == 0
                    ? millis / SECOND + "s"
                    : String.format(Locale.ROOT, "%.1fs", Math.floor(millis / 100.0) / 10);
        }
        long great = millis >= DAY ? DAY : millis >= HOUR ? HOUR : MINUTE;
        long small = great == DAY ? HOUR : great == HOUR ? MINUTE : SECOND;
        long rest = millis % great / small * small;
        return PromqlDuration.print(Duration.ofMillis(millis / great * great + rest));
    }
}
