package dev.bellwether.ingest.writer;

import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import java.util.HashMap;
import java.util.Map;

/** How far the writer is with one of its partitions. Used by the writer's loop alone. */
final class PartitionState {
    private final PartitionId id;
    private final Map<SenderKey, SequenceMarks> marks;
    /** What storage will hold when everything that was handed over is written; −1 for nothing ever. */
    private long handedOver;
    /** The first offset that is not in the buffer yet. */
    private long next;

    PartitionState(PartitionId id, long nextOffset, Map<SenderKey, SequenceMarks> marks) {
        this.id = id;
        this.marks = new HashMap<>(marks);
        this.handedOver = nextOffset;
        this.next = nextOffset;
    }

    PartitionId id() {
        return id;
    }

    long handedOver() {
        return handedOver;
    }

    long next() {
        return next;
    }

    SequenceMarks marks(SenderKey sender) {
        return marks.getOrDefault(sender, SequenceMarks.NONE);
    }

    void mark(SenderKey sender, SequenceMarks grown) {
        marks.put(sender, grown);
    }

    /** The record at an offset is dealt with. */
    void passed(long offset) {
        next = offset + 1;
    }

    /** The buffer was handed over as it is now. */
    void handOver() {
        handedOver = next;
    }
}
