package dev.bellwether.query.recent;

import java.time.Duration;

/**
 * What is kept in memory.
 *
 * @param window how far back memory answers, 1 minute to 48 hours
 * @param maxBytes the most memory that samples may take; where it does not suffice the window shrinks
 * @param clockSkew how far a sample's time may lie ahead of its arrival
 * @param tenant whose samples are kept; empty where there is only one
 */
public record RecentConfig(Duration window, long maxBytes, Duration clockSkew, String tenant) {
    private static final long FEWEST_BYTES = 1 << 20;

    /** Two hours in at most 256 MiB, clocks up to ten minutes ahead. */
    public static final RecentConfig DEFAULT =
            new RecentConfig(Duration.ofHours(2), 256L << 20, Duration.ofMinutes(10), "");

    public RecentConfig {
        if (window.compareTo(Duration.ofMinutes(1)) < 0 || window.compareTo(Duration.ofHours(48)) > 0) {
            throw new IllegalArgumentException("window is " + window + ", allowed are PT1M to PT48H");
        }
        if (maxBytes < FEWEST_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", at least " + FEWEST_BYTES + " is needed");
        }
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew is " + clockSkew + ", it must not be negative");
        }
    }
}
