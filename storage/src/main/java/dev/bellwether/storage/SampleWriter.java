package dev.bellwether.storage;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Writes samples with an exactly-once effect: samples, marks of what came from whom, and the log's offsets become
 * visible together or not at all.
 *
 * <p>Every method blocks; an instance is used by one thread at a time. Two instances may work on one partition by
 * accident (a zombie): the one whose expected offset is no longer true fails with {@link OffsetConflictException} and
 * has written nothing.
 */
public interface SampleWriter extends AutoCloseable {
    /** The earliest time that can be stored: the beginning of 1970. */
    long MIN_TIMESTAMP_MILLIS = 0;

    /** The latest time that can be stored: the last millisecond of 2099. */
    long MAX_TIMESTAMP_MILLIS = 4_102_444_799_999L;

    /**
     * The ids of series, in the order asked for; unknown ones are created at once, in a transaction of their own, and
     * their metadata is kept up to date. Ids are never reused. The answer may be cached for as long as the caller
     * lives.
     *
     * @throws RejectedSampleException where a label can never be stored (it holds a NUL character or half a surrogate
     *     pair); nothing was created
     * @throws StorageUnavailableException where the database is away; try again later
     */
    List<SeriesId> resolve(List<SeriesIdentity> series);

    /**
     * How far a partition is written: where to go on and which batches have been seen.
     *
     * @return progress with {@code nextOffset} −1 where nothing was ever written
     * @throws StorageUnavailableException where the database is away; try again later
     */
    PartitionProgress progress(PartitionId partition);

    /**
     * Which requests without sequence numbers are in already.
     *
     * @param identities as in {@link Flush.RequestIdentity}
     * @return those of them that were written and are still remembered
     * @throws StorageUnavailableException where the database is away; try again later
     */
    Set<String> knownRequests(String tenant, Collection<String> identities);

    /**
     * Writes a flush as one transaction. After an unknown outcome (the connection broke during commit) read {@link
     * #progress} again before anything else.
     *
     * <p>Sorts the flush's samples. A sample's time lies from {@value #MIN_TIMESTAMP_MILLIS} to {@value
     * #MAX_TIMESTAMP_MILLIS}.
     *
     * @throws OffsetConflictException where another writer owns a partition by now; nothing was written
     * @throws StorageUnavailableException where the database is away or full, or the outcome is unknown
     * @throws RejectedSampleException where the database will never accept a sample; nothing was written
     */
    void write(Flush flush);

    @Override
    void close();
}
