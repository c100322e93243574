package dev.bellwether.alert.notify.core;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;

/**
 * An alert as the notify stage knows it.
 *
 * @param fingerprint names it over time
 * @param transition its newest transition
 * @param arrivedAtMillis when the stage first heard that it fires, milliseconds since 1970
 */
public record KnownAlert(String fingerprint, AlertTransition transition, long arrivedAtMillis) {
    /** How much later than its evaluation an alert must come to count as left over from an outage. */
    private static final long LATE_MILLIS = 60_000;

    static KnownAlert of(AlertTransition transition, long arrivedAtMillis) {
        String fingerprint =
                AlertFingerprint.of(transition.ruleUid(), transition.alert().labels());
        return new KnownAlert(fingerprint, transition, arrivedAtMillis);
    }

    /** Its labels. */
    public Labels labels() {
        return transition.alert().labels();
    }

    /** Whether it fires; else it has resolved. */
    public boolean fires() {
        return transition.alert().state() == AlertState.FIRING;
    }

    /** Whether its evaluation was made up for: more may come, and perhaps its end. */
    boolean isLate() {
        return arrivedAtMillis - transition.evaluatedAtMillis() > LATE_MILLIS;
    }
}
