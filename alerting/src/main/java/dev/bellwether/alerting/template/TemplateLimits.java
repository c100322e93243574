package dev.bellwether.alerting.template;

import java.time.Duration;

/**
 * What rendering may take; beyond it fails with a message that names the limit.
 *
 * @param maxSteps the most actions, iterations of loops and calls of functions
 * @param maxDepth how deeply actions, templates and parentheses may nest while they are carried out, at most 1,000
 * @param maxOutputLength the most characters of the output, and of every text on the way to it
 * @param maxRegularExpressionLength the most characters of a regular expression and of its replacement
 * @param maxQueries the most queries
 * @param timeout the longest that it may take, queries included
 */
public record TemplateLimits(
        int maxSteps,
        int maxDepth,
        int maxOutputLength,
        int maxRegularExpressionLength,
        int maxQueries,
        Duration timeout) {
    private static final int DEEPEST = 1000;

    /** For one label or annotation of one alert. */
    public static final TemplateLimits RULE =
            new TemplateLimits(100_000, 200, 65_536, 1_000, 100, Duration.ofSeconds(10));

    /** For a message about a group of alerts. */
    public static final TemplateLimits NOTIFICATION =
            new TemplateLimits(5_000_000, 200, 4_194_304, 1_000, 0, Duration.ofSeconds(10));

    public TemplateLimits {
        requirePositive("maxSteps", maxSteps);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxOutputLength", maxOutputLength);
        requirePositive("maxRegularExpressionLength", maxRegularExpressionLength);
        if (maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxDepth is " + maxDepth + ", at most " + DEEPEST + " is allowed");
        }
        if (maxQueries < 0) {
            throw new IllegalArgumentException("maxQueries is " + maxQueries + ", it may not be negative");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", it must be positive");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", at least 1 is needed");
        }
    }
}
