package dev.bellwether.model.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert that began to fire or resolved: what stands in the topic {@code alerts}. The notify stage, the history and the
 * API read it.
 *
 * @param id the same for the same transition whoever computes it, from rule, alert, state and time
 * @param ruleUid the rule
 * @param ruleName the rule's name
 * @param expression the rule's expression
 * @param alert the alert, firing or resolved
 * @param annotations the rule's text for people, rendered
 * @param threshold the number that the outermost operator of the expression compares with, null where there is none
 * @param evaluatedAtMillis event time of the evaluation, milliseconds since 1970
 * @param data what is known of the data behind it
 * @param reason why the alert changed, a short text such as {@code expression}, {@code no data}, {@code rule removed}
 * @param shadow whether the rule only shadows: recorded, never notified
 */
public record AlertTransition(
        String id,
        String ruleUid,
        String ruleName,
        String expression,
        Alert alert,
        Map<String, String> annotations,
        @Nullable Double threshold,
        long evaluatedAtMillis,
        DataState data,
        String reason,
        boolean shadow) {
    public AlertTransition {
        annotations = Map.copyOf(annotations);
    }

    /** Names the alert over time, whatever becomes of it. */
    public String fingerprint() {
        return AlertFingerprint.of(ruleUid, alert.labels());
    }
}
