package dev.bellwether.model.alert;

import dev.bellwether.model.Matcher;
import java.util.List;

/**
 * Alerts that nobody wants to hear of for a time.
 *
 * @param uid unique among all silences
 * @param matchers every one must hold for an alert's labels; never empty
 * @param startsAtMillis from when on, milliseconds since 1970
 * @param endsAtMillis until when, later than the start
 * @param createdBy who asked for it
 * @param comment why
 * @param updatedAtMillis when it was last changed
 */
public record Silence(
        String uid,
        List<Matcher> matchers,
        long startsAtMillis,
        long endsAtMillis,
        String createdBy,
        String comment,
        long updatedAtMillis) {
    public Silence {
        matchers = List.copyOf(matchers);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers is empty, at least one is needed");
        }
        if (endsAtMillis < startsAtMillis) {
            throw new IllegalArgumentException("endsAt lies before startsAt");
        }
    }

    /** Whether it is in force at a time. */
    public boolean isActiveAt(long timeMillis) {
        return startsAtMillis <= timeMillis && timeMillis < endsAtMillis;
    }
}
