package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;

/**
 * Somebody's word on one alert; void as soon as the alert has resolved.
 *
 * @param ruleUid the alert's rule
 * @param labels the alert's labels
 * @param activeAtMillis which time of the alert is meant: when its expression began to hold, milliseconds since 1970
 * @param kind what is said
 * @param by who says it
 * @param comment why
 * @param atMillis when
 */
public record Acknowledgement(
        String ruleUid, Labels labels, long activeAtMillis, Kind kind, String by, String comment, long atMillis) {
    /** What is said of an alert. */
    public enum Kind {
        /** Somebody looks after it: no repeats, no escalation. */
        ACKNOWLEDGE,
        /** It counts as resolved until the next evaluation finds that it still holds. */
        RESOLVE
    }
}
