package dev.bellwether.operator.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as statuses have them. Stateless. */
final class Times {
    private static final long SHORT_MILLIS = 10_000;

    private Times() {}

    /** RFC 3339, whole seconds. */
    static String text(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 340ms}, {@code 12s}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        return millis < SHORT_MILLIS ? millis + "ms" : duration.toSeconds() + "s";
    }
}
