package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import java.util.List;
import java.util.Optional;

/** Alerts, rules and what people have said of them, as they are now. Safe for use by many threads; returns at once. */
public interface AlertDirectory {
    /** The alerts that are pending or fire, sorted by labels. */
    List<LiveAlert> alerts();

    /** Notifiers, silences, acknowledgements and whatever else decides who hears of alerts. */
    Controls controls();

    /** A rule as it was published. */
    Optional<PublishedRule> rule(String ruleUid);

    /** How a rule does. */
    Optional<RuleStatus> status(String ruleUid);

    /** Messages that were given up, the newest first. */
    List<DeadNotification> deadNotifications();

    /** One alert by its fingerprint. */
    default Optional<LiveAlert> alert(String fingerprint) {
        return alerts().stream()
                .filter(alert -> alert.fingerprint().equals(fingerprint))
                .findFirst();
    }
}
