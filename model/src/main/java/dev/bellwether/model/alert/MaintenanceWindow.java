package dev.bellwether.model.alert;

import dev.bellwether.model.Matcher;
import java.time.Instant;
import java.util.List;

/**
 * A silence that comes again by a schedule.
 *
 * @param uid unique among all maintenance windows
 * @param matchers every one must hold for an alert's labels; never empty
 * @param schedule when it is in force: within any of these; never empty
 * @param createdBy who asked for it
 * @param comment why
 */
public record MaintenanceWindow(
        String uid, List<Matcher> matchers, List<TimeInterval> schedule, String createdBy, String comment) {
    public MaintenanceWindow {
        matchers = List.copyOf(matchers);
        schedule = List.copyOf(schedule);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers is empty, at least one is needed");
        }
        if (schedule.isEmpty()) {
            throw new IllegalArgumentException("schedule is empty, at least one interval is needed");
        }
    }

    /** Whether it is in force at a time, milliseconds since 1970. */
    public boolean isActiveAt(long timeMillis) {
        Instant instant = Instant.ofEpochMilli(timeMillis);
        return schedule.stream().anyMatch(interval -> interval.contains(instant));
    }
}
