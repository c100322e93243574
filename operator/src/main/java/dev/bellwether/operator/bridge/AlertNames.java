package dev.bellwether.operator.bridge;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertFingerprint;
import java.util.Locale;

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
        String text = ruleName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String prefix = text.length() <= LONGEST_RULE ? text : text.substring(0, LONGEST_RULE);
        String fingerprint = AlertFingerprint.of(ruleUid, labels);
        return prefix.isEmpty() ? "alert-" + fingerprint : prefix + "-" + fingerprint;
    }
}
