package dev.bellwether.agent.config;

import java.time.Duration;

/**
 * Section {@code wal}.
 *
 * @param segmentBytes size at which a new segment begins
 * @param maxBytes size of all segments at which the oldest is dropped; at least two segments
 * @param fsync when batches are forced to the disk
 * @param fsyncInterval the longest time between two forces with {@link Fsync#INTERVAL}
 */
public record WalConfig(long segmentBytes, long maxBytes, Fsync fsync, Duration fsyncInterval) {
    /** The smallest segment. */
    public static final long MIN_SEGMENT_BYTES = 1L << 20;

    /** The largest segment. */
    public static final long MAX_SEGMENT_BYTES = 1L << 30;

    /** Segments of 8 MiB, 1 GiB in all, forced once a second. */
    public static final WalConfig DEFAULT = new WalConfig(8L << 20, 1L << 30, Fsync.INTERVAL, Duration.ofSeconds(1));

    /** When batches are forced to the disk. */
    public enum Fsync {
        /** Each batch before it counts as kept. */
        ALWAYS,
        /** All batches of an interval together. */
        INTERVAL
    }

    public WalConfig {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentSize is " + segmentBytes + " bytes, allowed are "
                    + MIN_SEGMENT_BYTES + " to " + MAX_SEGMENT_BYTES);
        }
        if (maxBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException("maxSize is " + maxBytes + " bytes, at least twice the segmentSize ("
                    + 2 * segmentBytes + ") is needed");
        }
        if (!fsyncInterval.isPositive()) {
            throw new IllegalArgumentException("fsyncInterval is " + fsyncInterval + ", more than 0 is needed");
        }
    }
}
