package dev.bellwether.storage;

import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import java.util.List;

/**
 * Writes what became of alerts and of the notifications about them, with an exactly-once effect: as with samples, the
 * log's offsets are written in the same transaction, last.
 *
 * <p>Every method blocks; an instance is used by one thread.
 */
public interface AlertLogWriter extends AutoCloseable {
    /**
     * What becomes visible together.
     *
     * @param transitions alerts that began to fire or resolved
     * @param decisions what notifiers have decided
     * @param offsets how far each partition goes on
     */
    record AlertFlush(
            List<AlertTransition> transitions,
            List<NotificationDecision> decisions,
            List<Flush.OffsetAdvance> offsets) {
        public AlertFlush {
            transitions = List.copyOf(transitions);
            decisions = List.copyOf(decisions);
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * The first offset of a partition that is not written; −1 where nothing ever was.
     *
     * @throws StorageUnavailableException where the database is away; try again later
     */
    long nextOffset(PartitionId partition);

    /**
     * Writes a flush as one transaction. After an unknown outcome read {@link #nextOffset} again before anything else.
     *
     * @throws OffsetConflictException where another writer owns a partition by now; nothing was written
     * @throws RejectedSampleException where the database will never accept a record; nothing was written
     * @throws StorageUnavailableException where the database is away or full, or the outcome is unknown
     */
    void write(AlertFlush flush);

    @Override
    void close();
}
