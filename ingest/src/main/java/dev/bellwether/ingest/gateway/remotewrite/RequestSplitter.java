package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.topic.PartitionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series to batches of points: those of one instance go to one partition, and no batch is larger than one may be. Which
 * samples go into which piece hangs on the request alone, never on what is remembered of its series: a request that is sent
 * again is recognised piece by piece.
 */
public final class RequestSplitter {
    private static final int BATCH_BYTES = SampleBatch.MAX_BYTES - (32 << 10);

    private final BatchIdentity identity;
    private final String keyPrefix;
    private final int partitions;
    private final SeriesPlaces places;

    /**
     * One batch of a request.
     *
     * @param partition where it belongs
     * @param key a key of that partition
     * @param batch the encoded batch
     */
    @SuppressWarnings("ArrayRecordComponent") // Goes into the log as it is.
    public record Piece(int partition, String key, byte[] batch) {}

    /** A splitter for one sender, whose series all stand in their batches. */
    public RequestSplitter(String sender, int partitions) {
        this(sender, partitions, SeriesPlaces.NONE);
    }

    /**
     * A splitter for one sender.
     *
     * @param sender names the sender in batches and keys
     * @param partitions how many partitions {@code samples} has
     * @param places where series that come again stand
     */
    public RequestSplitter(String sender, int partitions, SeriesPlaces places) {
        String agentId = sender.length() <= BatchIdentity.MAX_AGENT_ID_LENGTH
                ? sender
                : sender.substring(0, BatchIdentity.MAX_AGENT_ID_LENGTH);
        this.identity = new BatchIdentity(agentId, 1, 1);
        this.keyPrefix = sender + "/";
        this.partitions = partitions;
        this.places = places;
    }

    /**
     * The pieces of a request's series; series without samples are left out.
     *
     * @throws InvalidBatchException where one series alone is more than a block may be
     * @throws dev.bellwether.stream.LogUnavailableException where a block of them cannot be made durable
     */
    public List<Piece> split(List<IncomingSeries> series) {
        List<Piece> pieces = new ArrayList<>();
        for (Group group : groups(series)) {
            if (group != null) {
                group.cut(places.of(group.series), pieces);
            }
        }
        return pieces;
    }

    private Group[] groups(List<IncomingSeries> series) {
        Map<String, Group> byInstance = new HashMap<>();
        Group[] groups = new Group[partitions];
        String lastInstance = "";
        Group last = null;
        for (IncomingSeries one : series) {
            String instance = one.known().instance();
            if (last == null || !instance.equals(lastInstance)) {
                last = byInstance.computeIfAbsent(instance, name -> groupOf(name, groups));
                lastInstance = instance;
            }
            last.series.add(one);
        }
        return groups;
    }

    private Group groupOf(String instance, Group[] groups) {
        String key = keyPrefix + instance;
        int partition = PartitionKey.partition(key, partitions);
        Group known = groups[partition];
        if (known == null) {
            known = new Group(partition, key);
            groups[partition] = known;
        }
        return known;
    }

    /** What goes to one partition. */
    private final class Group {
        private final int partition;
        private final String key;
        private final List<IncomingSeries> series = new ArrayList<>();
        private List<PieceWriter.Part> parts = new ArrayList<>();
        private int bytes;

        Group(int partition, String key) {
            this.partition = partition;
            this.key = key;
        }

        /** Cuts by the most that samples with all of their labels take, which others than these never make less. */
        void cut(SeriesPlaces.@Nullable Place[] where, List<Piece> pieces) {
            int mostSamples = BATCH_BYTES / PieceWriter.BYTES_PER_SAMPLE / 4;
            for (int i = 0; i < where.length; i++) {
                IncomingSeries one = series.get(i);
                int labels = one.known().maxBytes();
                for (int from = 0; from < one.values().length; from += mostSamples) {
                    int to = Math.min(one.values().length, from + mostSamples);
                    add(
                            new PieceWriter.Part(one, from, to, false, where[i]),
                            labels + (to - from) * PieceWriter.BYTES_PER_SAMPLE,
                            pieces);
                }
                int from = 0;
                while (from < one.histograms().size()) {
                    int size = labels + PieceWriter.SECTION_BYTES;
                    int to = from;
                    while (to < one.histograms().size() && (to == from || size < BATCH_BYTES / 2)) {
                        size += bytesOf(one.histograms().get(to++));
                    }
                    add(new PieceWriter.Part(one, from, to, true, null), size, pieces);
                    from = to;
                }
            }
            end(pieces);
        }

        private void add(PieceWriter.Part part, int size, List<Piece> pieces) {
            if (bytes + size > BATCH_BYTES) {
                end(pieces);
            }
            parts.add(part);
            bytes += size;
        }

        private void end(List<Piece> pieces) {
            if (!parts.isEmpty()) {
                pieces.add(new Piece(partition, key, PieceWriter.write(identity, parts)));
                parts = new ArrayList<>();
                bytes = 0;
            }
        }
    }

    private static int bytesOf(NativeHistogram histogram) {
        return 64
                + 9 * (histogram.positiveBuckets().length + histogram.negativeBuckets().length)
                + 6 * (histogram.positiveSpans().length + histogram.negativeSpans().length)
                + 9 * histogram.customValues().length;
    }
}
