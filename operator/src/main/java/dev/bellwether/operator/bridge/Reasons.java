package dev.bellwether.operator.bridge;

/** The reasons of the bridge's conditions. They are part of the API: scripts compare them. */
final class Reasons {
    /** The alert engine evaluates the object as it is written; a notifier or silence is known to it. */
    static final String IN_FORCE = "InForce";

    /** It is in the log, and no alert engine has said yet that it evaluates it. */
    static final String WAITING = "WaitingForEngine";

    /** The log does not take it now; it is tried again. */
    static final String LOG_UNAVAILABLE = "LogUnavailable";

    /** It is wrong as it is written; an earlier generation may be in force. */
    static final String INVALID = "Invalid";

    /** A selector of the MonitoringStack does not take it any more. */
    static final String IGNORED = "NotSelected";

    /** A ruleOverride of the MonitoringStack disables it. */
    static final String DISABLED = "Disabled";

    /** It stands in the log in somebody else's name, such as that of a directory of manifests. */
    static final String FOREIGN = "NameTaken";

    /** A Secret that it names, or a key of it, is not there. */
    static final String SECRET_MISSING = "SecretMissing";

    /** It is evaluated, and the evaluation fails. */
    static final String EVALUATION_FAILED = "EvaluationFailed";

    /** All tests passed, or some did not. */
    static final String PASSED = "Passed";

    static final String FAILED = "Failed";

    /** What an alert does. */
    static final String EXPRESSION_HOLDS = "ExpressionHolds";

    static final String EXPRESSION_ENDED = "ExpressionEnded";
    static final String RULE_GONE = "RuleGone";
    static final String ACKNOWLEDGED = "Acknowledged";
    static final String NOBODY = "Unacknowledged";

    private Reasons() {}
}
