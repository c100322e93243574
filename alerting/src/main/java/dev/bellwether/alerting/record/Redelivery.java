package dev.bellwether.alerting.record;

/**
 * A message that is to be sent as it is: a dead letter again, or a test.
 *
 * @param id the notification's id, which the receiver sees again
 * @param notifierUid who sends it
 * @param message the message, JSON as the dead letter has it; empty for a test, which its sender writes
 * @param by who asks for it
 */
public record Redelivery(String id, String notifierUid, String message, String by) {
    /** A request to try a notifier out. */
    public static Redelivery test(String id, String notifierUid, String by) {
        return new Redelivery(id, notifierUid, "", by);
    }
}
