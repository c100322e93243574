package dev.bellwether.alert.notify;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import java.util.Map;

/**
 * One transition on its way to people.
 *
 * @param id stable from attempt to attempt, so that a receiver can tell a repeat: from rule, alert and time
 * @param ruleUid the rule
 * @param expression the rule's expression
 * @param alert the alert, firing or resolved
 * @param annotations the rule's text for people
 */
public record Notification(String id, String ruleUid, String expression, Alert alert, Map<String, String> annotations) {
    public Notification {
        annotations = Map.copyOf(annotations);
    }

    /** The notification of a rule's alert. */
    public static Notification of(AlertRule rule, Alert alert) {
        long time = switch (alert.state()) {
            case RESOLVED -> alert.endedAtMillis();
            default -> alert.firedAtMillis();
        };
        String id = Fingerprint.of(rule.uid() + "\0" + alert.labels() + "\0" + alert.state() + "\0" + time);
        return new Notification(id, rule.uid(), rule.expression(), alert, rule.annotations());
    }
}
