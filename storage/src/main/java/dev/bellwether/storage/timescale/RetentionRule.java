package dev.bellwether.storage.timescale;

import dev.bellwether.model.RegularExpression;

/**
 * Which metrics belong to which class; the first rule that matches wins, without one it is {@link
 * RetentionClass#DEFAULT}.
 *
 * <p>A metric's class is fixed when it is first seen: a later change of the rules holds for new metrics.
 *
 * @param metricPattern an RE2 expression for the whole name of a metric
 * @param retentionClass the class of the metrics that match
 */
public record RetentionRule(String metricPattern, RetentionClass retentionClass) {
    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException where it is not a valid expression
     */
    public RetentionRule {
        try {
            RegularExpression.compile(metricPattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "retention rule: metric pattern is no RE2 expression: " + e.getMessage(), e);
        }
    }

    boolean matches(String metricName) {
        return RegularExpression.compile(metricPattern).matches(metricName);
    }
}
