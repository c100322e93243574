package dev.bellwether.agent.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential delays with full jitter: a random part of a bound that doubles. For one thread. */
final class Backoff {
    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration base, Duration cap, RandomGenerator random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /** How long to wait before the next attempt. */
    Duration next() {
        long bound = cap.toNanos();
        if (failures < 30) {
            bound = Math.min(bound, base.toNanos() << failures < 0 ? bound : base.toNanos() << failures);
            failures++;
        }
        return Duration.ofNanos(random.nextLong(bound) + 1);
    }

    void reset() {
        failures = 0;
    }
}
