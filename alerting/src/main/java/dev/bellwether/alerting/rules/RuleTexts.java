package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import java.util.Map;

/** Makes a rule's labels and annotations for one element of its result. Used by the thread that evaluates. */
public interface RuleTexts {
    /** Values as they are written. */
    RuleTexts PLAIN = new RuleTexts() {
        @Override
        public boolean labelsDependOnElement(AlertRule rule) {
            return false;
        }

        @Override
        public Labels labels(AlertRule rule, Labels element, double value, long timestampMillis) {
            return rule.labels();
        }

        @Override
        public Map<String, String> annotations(AlertRule rule, Labels element, double value, long timestampMillis) {
            return rule.annotations();
        }
    };

    /** Whether the labels differ from element to element. */
    boolean labelsDependOnElement(AlertRule rule);

    /**
     * The labels that the rule adds to an element.
     *
     * @throws RuleFailedException where a template fails
     */
    Labels labels(AlertRule rule, Labels element, double value, long timestampMillis);

    /**
     * The annotations of an alert; a text that fails says so in its place, for an alert must go out.
     *
     * @param element the element's labels without the metric's name; an alert's own where the element is not known any more
     */
    Map<String, String> annotations(AlertRule rule, Labels element, double value, long timestampMillis);
}
