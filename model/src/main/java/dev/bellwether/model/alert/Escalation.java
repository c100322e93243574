package dev.bellwether.model.alert;

import java.time.Duration;

/**
 * Whom to tell when nobody has acknowledged.
 *
 * @param after how long an alert may fire without being acknowledged, at least a second
 * @param notifierUid the notifier that then hears of it
 */
public record Escalation(Duration after, String notifierUid) {
    public Escalation {
        if (after.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("escalation.after is " + after + ", at least PT1S is needed");
        }
        if (notifierUid.isBlank()) {
            throw new IllegalArgumentException("escalation.notifier is blank, a notifier's name is needed");
        }
    }
}
