package dev.bellwether.alerting.record;

/**
 * A message that was given up: what stands in the topic {@code dead-letters} under the notifier's uid, with
 * {@code "type": "notification"}.
 *
 * @param id the notification's id
 * @param notifierUid who should have sent it
 * @param groupKey its group
 * @param message the message, JSON
 * @param reason why it was given up
 * @param attempts how often it was tried
 * @param firstAttemptAtMillis when for the first time, milliseconds since 1970
 * @param diedAtMillis when it was given up
 */
public record DeadNotification(
        String id,
        String notifierUid,
        String groupKey,
        String message,
        String reason,
        int attempts,
        long firstAttemptAtMillis,
        long diedAtMillis) {
    /** The request to send it again. */
    public Redelivery redelivery(String by) {
        return new Redelivery(id, notifierUid, message, by);
    }
}
