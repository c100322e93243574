package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;
import java.util.Map;

/**
 * An alert that somebody else has found, for instance a Prometheus: it fires until its end, which its sender moves on.
 *
 * @param labels what identifies it; never empty
 * @param annotations its text for people
 * @param startsAtMillis since when it fires, milliseconds since 1970
 * @param endsAtMillis when it ends unless its sender is heard of again
 * @param generatorUrl where it comes from; may be empty
 */
public record ExternalAlert(
        Labels labels, Map<String, String> annotations, long startsAtMillis, long endsAtMillis, String generatorUrl) {
    /** The rule of all alerts that come from outside. */
    public static final String RULE_UID = "external";

    public ExternalAlert {
        annotations = Map.copyOf(annotations);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels is empty, at least one is needed");
        }
    }

    /** Names the alert over time. */
    public String fingerprint() {
        return AlertFingerprint.of(RULE_UID, labels);
    }
}
