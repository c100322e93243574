package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.SampleBatch;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of a write-ahead log.
 *
 * @param directory where it lives; one log, and one process, per directory
 * @param fsync when appended batches are forced to the disk
 * @param fsyncInterval for {@link FsyncPolicy#INTERVAL}: the longest time a batch waits for it; above zero
 * @param segmentBytes the size at which a new segment is begun, at least {@value #MIN_SEGMENT_BYTES}
 * @param maxBytes the most bytes of all segments before the oldest one is dropped; at least two segments
 */
public record WalSettings(Path directory, FsyncPolicy fsync, Duration fsyncInterval, long segmentBytes, long maxBytes) {
    /** The smallest segment size. */
    public static final long MIN_SEGMENT_BYTES = 4 * 1024;

    /** The segment size where none is given. */
    public static final long DEFAULT_SEGMENT_BYTES = 4L << 20;

    /** The size cap where none is given. */
    public static final long DEFAULT_MAX_BYTES = 512L << 20;

    public WalSettings {
        if (!fsyncInterval.isPositive()) {
            throw new IllegalArgumentException("fsyncInterval is " + fsyncInterval + ", it must be above zero");
        }
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > Integer.MAX_VALUE - SampleBatch.MAX_BYTES) {
            throw new IllegalArgumentException("segmentBytes is " + segmentBytes + ", allowed are " + MIN_SEGMENT_BYTES
                    + " to " + (Integer.MAX_VALUE - SampleBatch.MAX_BYTES));
        }
        if (maxBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", at least two segments (" + 2 * segmentBytes + ") are needed");
        }
    }

    /** A log in a directory with the defaults: force once a second, segments of 4 MiB, at most 512 MiB. */
    public static WalSettings in(Path directory) {
        return new WalSettings(
                directory, FsyncPolicy.INTERVAL, Duration.ofSeconds(1), DEFAULT_SEGMENT_BYTES, DEFAULT_MAX_BYTES);
    }
}
