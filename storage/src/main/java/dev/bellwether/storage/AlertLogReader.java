package dev.bellwether.storage;

import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import java.util.List;

/** Reads what became of alerts and of the notifications about them. Safe for use by many threads; every method blocks. */
public interface AlertLogReader {
    /**
     * Which records are wanted.
     *
     * @param startMillis from this time on, milliseconds since 1970
     * @param endMillis up to this time, included
     * @param ruleUid of this rule alone; empty for all
     * @param fingerprint of this alert alone; empty for all
     * @param limit the most records, the newest; at least 1
     */
    record AlertLogSelection(long startMillis, long endMillis, String ruleUid, String fingerprint, int limit) {
        public AlertLogSelection {
            if (limit < 1) {
                throw new IllegalArgumentException("limit is " + limit + ", at least 1 is needed");
            }
        }
    }

    /**
     * Transitions, the newest first.
     *
     * @throws StorageUnavailableException where the database is away
     */
    List<AlertTransition> transitions(AlertLogSelection selection);

    /**
     * Decisions of notifiers, the newest first. Those over a whole group carry no rule and no fingerprint: they are found by
     * {@link #decisionsOfNotifications}.
     *
     * @throws StorageUnavailableException where the database is away
     */
    List<NotificationDecision> decisions(AlertLogSelection selection);

    /**
     * All decisions over these notifications, the oldest first.
     *
     * @throws StorageUnavailableException where the database is away
     */
    List<NotificationDecision> decisionsOfNotifications(List<String> notificationIds);
}
