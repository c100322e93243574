package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.Rule;

/**
 * A rule as it stands in the topic {@code rules}.
 *
 * @param rule the rule
 * @param generation counts the rule's changes, from 1
 * @param origin who has put it there, and alone may take it away: {@code api}, {@code kubernetes}, {@code manifests}
 */
public record PublishedRule(Rule rule, long generation, String origin) {
    public PublishedRule {
        if (generation < 1) {
            throw new IllegalArgumentException("generation is " + generation + ", it starts at 1");
        }
        if (origin.isBlank()) {
            throw new IllegalArgumentException(
                    "origin is blank; api, kubernetes or manifests, for instance, is needed");
        }
    }
}
