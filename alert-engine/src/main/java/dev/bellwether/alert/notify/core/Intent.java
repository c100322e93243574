package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import java.util.Set;

/**
 * A message that is to be sent, as it stands in the log before the first attempt and until its end.
 *
 * @param message what is sent, the same at each attempt
 * @param firing the fingerprints of all alerts that it says fire, also those that it only counts
 * @param resolved the fingerprints of all alerts that it says have resolved
 * @param createdAtMillis when it was decided, milliseconds since 1970
 * @param failedAttempts how many attempts have failed
 * @param nextAttemptAtMillis not before this
 */
public record Intent(
        GroupMessage message,
        Set<String> firing,
        Set<String> resolved,
        long createdAtMillis,
        int failedAttempts,
        long nextAttemptAtMillis) {
    public Intent {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
    }

    /** The notification's id, the same at each attempt. */
    public String id() {
        return message.id();
    }

    Intent failed(long nextAttemptAtMillis) {
        return new Intent(message, firing, resolved, createdAtMillis, failedAttempts + 1, nextAttemptAtMillis);
    }
}
