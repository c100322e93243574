package dev.bellwether.cli.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The range of times with round ones in between, in the time zone of the person. */
record TimeAxis(long startMillis, long endMillis, ZoneId zone) {
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /** A round time. */
    record Tick(long timestampMillis, String label) {}

    /** About so many round times. */
    List<Tick> ticks(int wanted) {
        Duration exact = Duration.ofMillis((endMillis - startMillis) / Math.max(1, wanted));
        Duration step = STEPS.stream()
                .filter(each -> each.compareTo(exact) >= 0)
                .findFirst()
                .orElse(Duration.ofDays(exact.toDays() + 1));
        DateTimeFormatter format = format(step);
        long offset =
                zone.getRules().getOffset(Instant.ofEpochMilli(startMillis)).getTotalSeconds() * 1000L;
        long first = Math.ceilDiv(startMillis + offset, step.toMillis()) * step.toMillis() - offset;
        List<Tick> ticks = new ArrayList<>();
        for (long time = first; time <= endMillis; time += step.toMillis()) {
            ticks.add(new Tick(time, format.format(local(time))));
        }
        return ticks;
    }

    private DateTimeFormatter format(Duration step) {
        if (step.compareTo(Duration.ofDays(1)) >= 0) {
            return DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);
        }
        boolean manyDays = endMillis - startMillis > Duration.ofDays(1).toMillis();
        String pattern = manyDays ? "MM-dd HH:mm" : step.toSeconds() < 60 ? "HH:mm:ss" : "HH:mm";
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private LocalDateTime local(long time) {
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochMilli(time));
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), offset);
    }

    /** Where a time is, from 0 at the left to 1 at the right. */
    double share(long time) {
        return endMillis == startMillis ? 0 : (double) (time - startMillis) / (endMillis - startMillis);
    }
}
