package dev.bellwether.agent.scrape.http;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which all of a request must be done. */
final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;
    private final Duration timeout;

    Deadline(LongSupplier nanoTime, Duration timeout) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + timeout.toNanos();
        this.timeout = timeout;
    }

    /**
     * What is left, in milliseconds, at least 1.
     *
     * @throws SocketTimeoutException where nothing is left
     */
    int remainingMillis() throws SocketTimeoutException {
        long left = end - nanoTime.getAsLong();
        if (left <= 0) {
            throw exceeded();
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left / 1_000_000));
    }

    SocketTimeoutException exceeded() {
        return new SocketTimeoutException("the target took longer than the timeout of " + timeout.toMillis() + "ms");
    }
}
