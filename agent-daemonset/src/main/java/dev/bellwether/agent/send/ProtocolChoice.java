package dev.bellwether.agent.send;

import java.time.Duration;
import java.util.List;

/**
 * Which protocol the next connection takes: the first, until it has failed to get through several times in a row; then the
 * next one, and after a while the first again. For one thread.
 */
final class ProtocolChoice {
    private final List<Connector> connectors;
    private final int failuresBeforeFallback;
    private final long retryNanos;
    private int current;
    private int failures;
    private long leftFirstNanos;

    ProtocolChoice(List<Connector> connectors, int failuresBeforeFallback, Duration firstAgain) {
        this.connectors = List.copyOf(connectors);
        this.failuresBeforeFallback = failuresBeforeFallback;
        this.retryNanos = firstAgain.toNanos();
    }

    Connector current() {
        return connectors.get(current);
    }

    List<Connector> all() {
        return connectors;
    }

    /** A connection of the current protocol worked. */
    void worked() {
        failures = 0;
    }

    /** A connection did not get through. */
    void failed(long nowNanos) {
        if (++failures < failuresBeforeFallback || connectors.size() == 1) {
            return;
        }
        failures = 0;
        if (current == 0) {
            leftFirstNanos = nowNanos;
        }
        current = (current + 1) % connectors.size();
    }

    /** Whether the first protocol is due for another attempt; if so it is the current one from now on. */
    boolean tryFirstAgain(long nowNanos) {
        if (current != 0 && nowNanos - leftFirstNanos >= retryNanos) {
            current = 0;
            // One failure is enough to go back.
            failures = failuresBeforeFallback - 1;
            return true;
        }
        return false;
    }
}
