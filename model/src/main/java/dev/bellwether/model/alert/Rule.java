package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;

/** What is evaluated again and again: a rule that alerts, or one that records series. */
public sealed interface Rule permits AlertRule, RecordingRule {
    /** Unique among all rules and stable from change to change, for instance {@code namespace/name}. */
    String uid();

    /** The alert's name, or that of the recorded metric. */
    String name();

    /** PromQL. */
    String expression();

    /** Labels added to each element of the result; they win over the series' own. */
    Labels labels();

    /** When it is evaluated, and among which others. */
    RuleSchedule schedule();
}
