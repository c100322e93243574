package dev.bellwether.storage;

import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * Everything that becomes visible together.
 *
 * @param samples float samples
 * @param histograms native histograms
 * @param senders new marks of the senders whose batches are in this flush
 * @param requests identities of requests without sequence numbers (remote_write), remembered to find repeats
 * @param offsets how far each partition goes on by this flush
 */
public record Flush(
        SampleColumns samples,
        List<HistogramSample> histograms,
        Map<SenderKey, SenderProgress> senders,
        List<RequestIdentity> requests,
        List<OffsetAdvance> offsets) {
    public Flush {
        histograms = List.copyOf(histograms);
        senders = Map.copyOf(senders);
        requests = List.copyOf(requests);
        offsets = List.copyOf(offsets);
    }

    /**
     * A partition's way from one offset to the next.
     *
     * @param partition the partition
     * @param expectedOffset what storage must hold now; −1 for a partition never written
     * @param nextOffset the first offset not in this flush
     */
    public record OffsetAdvance(PartitionId partition, long expectedOffset, long nextOffset) {}

    /**
     * What is known of a sender after this flush.
     *
     * @param partition the partition its batches stand in
     * @param marks which batches are in
     * @param targetLabels the labels of the newest batch's target that describe the sender, as {@code name=value} pairs
     * @param newestSampleMillis the newest sample's time, milliseconds since 1970
     * @param receivedAtMillis when the gateway took the newest batch, milliseconds since 1970
     */
    public record SenderProgress(
            PartitionId partition,
            SequenceMarks marks,
            Labels targetLabels,
            long newestSampleMillis,
            long receivedAtMillis) {}

    /**
     * A request without sequence numbers.
     *
     * @param tenant whose it is
     * @param identity hash over principal, tenant and request, in hexadecimal
     * @param partition the partition it stands in
     * @param receivedAtMillis when the gateway took it; forgotten after the retention of {@code samples}
     */
    public record RequestIdentity(String tenant, String identity, PartitionId partition, long receivedAtMillis) {}
}
