package dev.bellwether.query.hosts;

import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.prometheus.ParameterReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /api/v1/range} is asked for.
 *
 * @param metric the metric's name
 * @param agent the value of the label {@code instance}, empty for all
 * @param startMillis the first time, included
 * @param endMillis the last time, included
 * @param stepMillis the distance of the samples, 0 for all there are
 * @param limit the most samples of a page
 * @param cursor where the page begins; null for the first
 */
record RangeParameters(
        String metric,
        String agent,
        long startMillis,
        long endMillis,
        long stepMillis,
        int limit,
        @Nullable Cursor cursor) {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final int DEFAULT_LIMIT = 10_000;

    static RangeParameters read(Parameters parameters, long nowMillis) {
        String metric = parameters.first("metric");
        if (metric.isEmpty()) {
            throw ProblemException.badParameter("metric", "metric is missing; a name such as node_load1 is needed");
        }
        String cursorText = parameters.first("cursor");
        Cursor cursor = cursorText.isEmpty() ? null : Cursor.read(cursorText);
        long end = cursor == null ? time(parameters, "end", nowMillis) : cursor.endMillis();
        long start = cursor == null ? time(parameters, "start", end - DEFAULT_RANGE.toMillis()) : cursor.startMillis();
        if (end < start) {
            throw ProblemException.badParameter(
                    "end",
                    "end is " + Instant.ofEpochMilli(end) + ", it must not be before start, "
                            + Instant.ofEpochMilli(start));
        }
        return new RangeParameters(
                metric,
                parameters.first("agent"),
                start,
                end,
                step(parameters),
                PageParameters.limit(parameters, DEFAULT_LIMIT),
                cursor);
    }

    private static long time(Parameters parameters, String name, long absent) {
        String text = parameters.first(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return ParameterReader.time(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(
                    name,
                    name + " is \"" + text
                            + "\", allowed are RFC 3339 (2026-01-31T12:00:00Z) and Unix seconds (1769860800)");
        }
    }

    private static long step(Parameters parameters) {
        String text = parameters.first("step");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            long millis = ParameterReader.duration(text).toMillis();
            if (millis > 0) {
                return millis;
            }
        } catch (IllegalArgumentException e) {
            throw badStep(text);
        }
        throw badStep(text);
    }

    private static ProblemException badStep(String text) {
        return ProblemException.badParameter(
                "step", "step is \"" + text + "\", allowed are durations above 0 such as 15s or 5m, and seconds");
    }
}
