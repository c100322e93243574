package dev.bellwether.ingest.writer;

import dev.bellwether.model.Labels;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import dev.bellwether.stream.LogRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is gathered for the next transaction. Used by one thread at a time. */
final class FlushBuffer {
    private final SampleColumns samples;
    private final List<HistogramSample> histograms = new ArrayList<>();
    private final Map<SenderKey, Flush.SenderProgress> senders = new HashMap<>();
    private final List<Flush.RequestIdentity> requests = new ArrayList<>();
    private int records;
    private int firstPartition;
    private long firstOffset;
    private long oldestReceivedMillis = Long.MAX_VALUE;

    FlushBuffer(int capacity) {
        this.samples = new SampleColumns(capacity);
    }

    SampleColumns samples() {
        return samples;
    }

    void add(HistogramSample histogram) {
        histograms.add(histogram);
    }

    void add(Flush.RequestIdentity request) {
        requests.add(request);
    }

    /** Notes a batch of a sender; its marks are those after the batch. */
    void add(
            SenderKey sender,
            PartitionState partition,
            SequenceMarks marks,
            Labels target,
            long newestSampleMillis,
            long receivedAtMillis) {
        Flush.SenderProgress before = senders.get(sender);
        Labels described = before != null && target.isEmpty() ? before.targetLabels() : target;
        senders.put(
                sender,
                new Flush.SenderProgress(
                        partition.id(),
                        marks,
                        described,
                        before == null ? newestSampleMillis : Math.max(before.newestSampleMillis(), newestSampleMillis),
                        before == null ? receivedAtMillis : Math.max(before.receivedAtMillis(), receivedAtMillis)));
    }

    /** Counts a record, whatever came of it. */
    void countRecord(LogRecord record, long receivedAtMillis) {
        if (records == 0) {
            firstPartition = record.partition();
            firstOffset = record.offset();
        }
        records++;
        oldestReceivedMillis = Math.min(oldestReceivedMillis, receivedAtMillis);
    }

    int records() {
        return records;
    }

    /** The partition of its first record; of no meaning while it is empty. */
    int firstPartition() {
        return firstPartition;
    }

    /** The offset of its first record; of no meaning while it is empty. */
    long firstOffset() {
        return firstOffset;
    }

    int rows() {
        return samples.count() + histograms.size();
    }

    /** When the gateway took the oldest batch in it. */
    long oldestReceivedMillis() {
        return oldestReceivedMillis;
    }

    /** Everything in it as one transaction, with the way that each partition goes. */
    Flush toFlush(Collection<PartitionState> partitions) {
        List<Flush.OffsetAdvance> offsets = new ArrayList<>();
        for (PartitionState partition : partitions) {
            if (partition.next() != partition.handedOver()) {
                offsets.add(new Flush.OffsetAdvance(partition.id(), partition.handedOver(), partition.next()));
            }
        }
        return new Flush(samples, histograms, senders, requests, offsets);
    }

    void clear() {
        samples.clear();
        histograms.clear();
        senders.clear();
        requests.clear();
        records = 0;
        oldestReceivedMillis = Long.MAX_VALUE;
    }
}
