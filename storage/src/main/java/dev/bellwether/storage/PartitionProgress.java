package dev.bellwether.storage;

import java.util.Map;

/**
 * How far a partition is written.
 *
 * @param nextOffset the first offset not yet written; −1 where nothing was ever written
 * @param senders for every life of an agent seen in this partition (and still remembered), which batches are in
 */
public record PartitionProgress(long nextOffset, Map<SenderKey, SequenceMarks> senders) {
    public PartitionProgress {
        senders = Map.copyOf(senders);
    }
}
