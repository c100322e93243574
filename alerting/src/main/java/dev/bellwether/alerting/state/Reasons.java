package dev.bellwether.alerting.state;

/** Why an alert changes, as it stands in {@code AlertTransition.reason}. */
public final class Reasons {
    /** The expression holds, or does not hold any more. */
    public static final String EXPRESSION = "expression";

    /** The series behind the alert have fallen silent. */
    public static final String NO_DATA = "no data";

    /** The rule is no more. */
    public static final String RULE_REMOVED = "rule removed";

    private Reasons() {}

    /** Somebody has resolved it by hand. */
    public static String resolvedBy(String whom) {
        return whom.isBlank() ? "resolved by hand" : "resolved by hand: " + whom;
    }
}
