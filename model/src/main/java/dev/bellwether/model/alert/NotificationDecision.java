package dev.bellwether.model.alert;

/**
 * What a notifier has decided over an alert, and why: what stands in the topic {@code notifications}.
 *
 * @param atMillis when, milliseconds since 1970
 * @param notifierUid the notifier
 * @param ruleUid the alert's rule; empty where a whole group is meant
 * @param fingerprint the alert; empty where a whole group is meant
 * @param groupKey the group; empty where the alert has none
 * @param notificationId the notification; empty where none is made
 * @param kind what was decided
 * @param detail why, or until when: text for people
 */
public record NotificationDecision(
        long atMillis,
        String notifierUid,
        String ruleUid,
        String fingerprint,
        String groupKey,
        String notificationId,
        Kind kind,
        String detail) {
    /** What can be decided. */
    public enum Kind {
        /** A message with the alert is about to be sent. */
        SENDING,
        /** The receiver has taken the message. */
        SENT,
        /** The alert waits for its group, or for nobody's acknowledgement. */
        WAITING,
        /** The alert has joined a group that was notified a short while ago, and is told with its next message. */
        GROUPED,
        /** A silence or a maintenance window hides the alert. */
        SILENCED,
        /** Another alert makes this one superfluous. */
        INHIBITED,
        /** Nobody wants to hear at this time. */
        OUTSIDE_ACTIVE_TIME,
        /** The alert is not bad enough for this notifier. */
        BELOW_SEVERITY,
        /** The rule only shadows. */
        SHADOW,
        /** Somebody has acknowledged the alert. */
        ACKNOWLEDGED,
        /** The alert has resolved before anybody heard of it. */
        RESOLVED_UNSENT,
        /** The message waits because the receiver would get too many. */
        RATE_LIMITED,
        /** An attempt has failed and is made again. */
        FAILED,
        /** The message is given up. */
        DEAD
    }
}
