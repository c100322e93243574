package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;

/**
 * A rule whose results become samples of a metric.
 *
 * @param uid unique among all rules and stable from change to change
 * @param name the metric that is recorded
 * @param expression PromQL; each element of its result becomes a sample
 * @param labels labels added to each sample; an empty value removes the element's own
 * @param schedule when it is evaluated, and among which others
 */
public record RecordingRule(String uid, String name, String expression, Labels labels, RuleSchedule schedule)
        implements Rule {
    public RecordingRule {
        if (uid.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a rule needs a uid and a name, got \"" + uid + "\" and \"" + name + "\"");
        }
    }
}
