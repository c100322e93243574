package dev.bellwether.ingest.writer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow and scatter: up to twice as long each time, at random, within a bound. Not safe for many threads. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;

    private final long maxMillis;
    private long nextMillis = FIRST_MILLIS;

    Backoff(Duration max) {
        this.maxMillis = max.toMillis();
    }

    /** How long to wait now. */
    long nextMillis() {
        long ceiling = Math.min(nextMillis, maxMillis);
        nextMillis = Math.min(maxMillis, nextMillis * 2);
        return ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
    }

    /** The next pause is short again. */
    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
