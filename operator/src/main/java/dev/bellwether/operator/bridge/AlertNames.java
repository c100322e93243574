package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.crds.alert.AlertStatus.RuleReference;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertRule;
import java.util.Locale;
import java.util.Optional;

/** What Alert objects are called, and what marks them as the bridge's. Stateless. */
final class AlertNames {
    /** The rule of an alert: its uid in Bellwether. */
    static final String RULE = "bellwether.dev/rule";

    /** The stack whose alert it is. */
    static final String STACK = "bellwether.dev/stack";

    /** The alert, whatever it is called. */
    static final String FINGERPRINT = "bellwether.dev/fingerprint";

    /** Says what {@code spec.acknowledged} says, for {@code kubectl annotate}. */
    static final String ACKNOWLEDGE = "bellwether.dev/acknowledge";

    static final String ACKNOWLEDGED_BY = "bellwether.dev/acknowledged-by";
    static final String COMMENT = "bellwether.dev/comment";

    private static final int LONGEST_RULE = 200;

    private AlertNames() {}

    /** The name of an alert's object: the same for the same alert, whoever makes it. */
    static String name(String ruleName, String ruleUid, Labels labels) {
        String text =
                ruleName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String prefix = text.length() <= LONGEST_RULE ? text : text.substring(0, LONGEST_RULE);
        String fingerprint = AlertFingerprint.of(ruleUid, labels);
        return prefix.isEmpty() ? "alert-" + fingerprint : prefix + "-" + fingerprint;
    }

    /**
     * The object of an alert: in its rule's namespace where the rule is an object, else in the stack's own.
     *
     * @param published the alert's rule, empty where it is gone
     */
    static ObjectKey key(String ruleUid, Labels labels, Optional<PublishedRule> published, String stackNamespace) {
        boolean own = published.isEmpty() || published.get().origin().equals(BridgeLog.ORIGIN);
        int slash = ruleUid.indexOf('/');
        return new ObjectKey(
                ObjectKind.ALERT,
                own && slash > 0 ? ruleUid.substring(0, slash) : stackNamespace,
                name(
                        published
                                .map(rule -> rule.rule().name())
                                .orElseGet(() -> labels.getOrEmpty(RuleEvaluator.ALERT_NAME)),
                        ruleUid,
                        labels));
    }

    /** The rule of an alert, for its status. */
    static RuleReference reference(String ruleUid, Optional<PublishedRule> published) {
        boolean object = published.isPresent() && published.get().origin().equals(BridgeLog.ORIGIN);
        int slash = ruleUid.indexOf('/');
        return new RuleReference(
                object ? RuleBridge.kindOf(ruleUid).kind() : null,
                object && slash > 0 ? ruleUid.substring(0, slash) : null,
                published.map(rule -> rule.rule().name()).orElse(ruleUid),
                ruleUid);
    }

    /** Whether nobody is to hear of a rule's alerts. */
    static boolean isShadow(Optional<PublishedRule> published) {
        return published.isPresent()
                && published.get().rule() instanceof AlertRule rule
                && rule.mode() == AlertRule.Mode.Shadow;
    }
}
