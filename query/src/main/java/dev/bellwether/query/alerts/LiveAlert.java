package dev.bellwether.query.alerts;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or fires, with all that decides whether people hear of it.
 *
 * @param ruleUid its rule
 * @param fingerprint names it over time
 * @param alert the alert
 * @param annotations its text for people, rendered where it has fired
 * @param expression the rule's expression; empty where it comes from outside
 * @param threshold what its value is compared with, null where that is unknown
 * @param generatorUrl where its expression can be looked at; may be empty
 * @param shadow whether its rule only shadows
 * @param updatedAtMillis when it was last heard of, milliseconds since 1970
 * @param standing who hears of it and who does not
 */
public record LiveAlert(
        String ruleUid,
        String fingerprint,
        Alert alert,
        Map<String, String> annotations,
        String expression,
        @Nullable Double threshold,
        String generatorUrl,
        boolean shadow,
        long updatedAtMillis,
        Standing standing) {
    public LiveAlert {
        annotations = Map.copyOf(annotations);
    }

    /** Whether it fires; else it is pending. */
    public boolean firing() {
        return alert.state() == AlertState.FIRING;
    }

    /** The same alert with another standing. */
    LiveAlert with(Standing other) {
        return new LiveAlert(
                ruleUid,
                fingerprint,
                alert,
                annotations,
                expression,
                threshold,
                generatorUrl,
                shadow,
                updatedAtMillis,
                other);
    }

    /**
     * Who hears of an alert and who does not.
     *
     * @param silencedBy silences that hide it
     * @param mutedBy maintenance windows that hide it
     * @param inhibitedBy alerts that make it superfluous, by their fingerprints
     * @param receivers names of the notifiers that take it
     * @param acknowledgedBy who has acknowledged it; empty where nobody has
     */
    public record Standing(
            List<String> silencedBy,
            List<String> mutedBy,
            List<String> inhibitedBy,
            List<String> receivers,
            String acknowledgedBy) {
        /** Nobody has said anything about it. */
        public static final Standing NONE = new Standing(List.of(), List.of(), List.of(), List.of(), "");

        public Standing {
            silencedBy = List.copyOf(silencedBy);
            mutedBy = List.copyOf(mutedBy);
            inhibitedBy = List.copyOf(inhibitedBy);
            receivers = List.copyOf(receivers);
        }

        /** Whether something keeps it from people. */
        public boolean suppressed() {
            return !silencedBy.isEmpty() || !mutedBy.isEmpty() || !inhibitedBy.isEmpty();
        }
    }
}
