package dev.bellwether.alert.engine;

import java.time.Duration;

/**
 * How an engine works.
 *
 * @param name its name among the engines, shown as the owner of its rules
 * @param lookback how old the newest sample of a series may be that still counts, above zero
 * @param interval how often rules without an interval of their own are evaluated by the clock, at least a second
 * @param maxWindow the longest window that is kept in memory; rules that reach farther back read storage
 * @param maxSamplesPerRule the most samples in the windows of one rule; rules that need more read storage
 * @param maxCatchUp how far back after an outage what happened meanwhile is evaluated at its own time
 */
public record EngineConfig(
        String name,
        Duration lookback,
        Duration interval,
        Duration maxWindow,
        long maxSamplesPerRule,
        Duration maxCatchUp) {
    /** How long a window is kept beyond what its rules need: a dead engine's last evaluations lie within. */
    static final Duration MARGIN = Duration.ofMinutes(2);

    public EngineConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank, an engine needs one");
        }
        if (lookback.toMillis() < 1 || interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lookback is " + lookback + ", interval " + interval
                    + "; lookback must be positive and interval at least PT1S");
        }
        if (maxWindow.compareTo(lookback) < 0 || maxSamplesPerRule < 1 || maxCatchUp.isNegative()) {
            throw new IllegalArgumentException("maxWindow is " + maxWindow + ", maxSamplesPerRule " + maxSamplesPerRule
                    + ", maxCatchUp " + maxCatchUp
                    + "; maxWindow must be at least lookback, maxSamplesPerRule 1 and maxCatchUp not negative");
        }
    }

    /** Five minutes of lookback, every 15 seconds, windows up to six hours and five million samples a rule. */
    public static EngineConfig of(String name) {
        return new EngineConfig(
                name,
                Duration.ofMinutes(5),
                Duration.ofSeconds(15),
                Duration.ofHours(6),
                5_000_000,
                Duration.ofHours(24));
    }
}
