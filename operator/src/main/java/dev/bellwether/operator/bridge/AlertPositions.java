package dev.bellwether.operator.bridge;

import dev.bellwether.crds.alert.AlertStatus.LogPosition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of two records of {@code alert-state} is the newer. A position beyond the end of the log is another reader's who is ahead; if
 * the log does not get there within a minute, it is that of a log that is no more. Used by one thread.
 */
final class AlertPositions {
    private static final long AHEAD_MILLIS = 60_000;

    private final Map<Integer, Long> ends = new HashMap<>();
    private long readSince = -1;
    private boolean settled;

    /** A record was read. */
    void seen(int partition, long offset) {
        ends.merge(partition, offset, Math::max);
    }

    /** The log has been read to its end, now or before. */
    void read(long nowMillis) {
        readSince = readSince < 0 ? nowMillis : readSince;
    }

    /** Whether an object was made from a newer record than this one. */
    boolean isNewer(@Nullable LogPosition position, int partition, long offset, long nowMillis) {
        if (position == null || position.partition() != partition || position.offset() <= offset) {
            return false;
        }
        boolean beyond = position.offset() > ends.getOrDefault(partition, -1L);
        return !beyond || readSince < 0 || nowMillis - readSince < AHEAD_MILLIS;
    }

    /** True once: when positions beyond the end begin not to count any more. */
    boolean isSettled(long nowMillis) {
        if (settled || readSince < 0 || nowMillis - readSince < AHEAD_MILLIS) {
            return false;
        }
        settled = true;
        return true;
    }
}
