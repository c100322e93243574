package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchWriter;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesBlockWriter;
import dev.bellwether.protocol.topic.PartitionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series to batches of points with their blocks inside: those of one instance go to one partition, and no batch is
 * larger than one may be. The same series give the same pieces in the same order, whenever they come, so that a request
 * that is sent again is recognised piece by piece.
 */
public final class RequestSplitter {
    /** What is held against; a little is left for what frames the parts. */
    private static final int BLOCK_BYTES = SeriesBlock.MAX_BYTES - (16 << 10);

    private static final int BATCH_BYTES = SampleBatch.MAX_BYTES - (32 << 10);
    /** Index, time and value of a sample, each at its longest. */
    private static final int BYTES_PER_SAMPLE = 24;
    /** What frames the parts of a section. */
    private static final int SECTION_BYTES = 64;

    private final BatchIdentity identity;
    private final String keyPrefix;
    private final int partitions;

    /**
     * One batch of a request.
     *
     * @param partition where it belongs
     * @param key a key of that partition
     * @param batch the encoded batch
     */
    @SuppressWarnings("ArrayRecordComponent") // Goes into the log as it is.
    public record Piece(int partition, String key, byte[] batch) {}

    /**
     * A splitter for one sender.
     *
     * @param sender names the sender in batches and keys
     * @param partitions how many partitions {@code samples} has
     */
    public RequestSplitter(String sender, int partitions) {
        String agentId = sender.length() <= BatchIdentity.MAX_AGENT_ID_LENGTH
                ? sender
                : sender.substring(0, BatchIdentity.MAX_AGENT_ID_LENGTH);
        this.identity = new BatchIdentity(agentId, 1, 1);
        this.keyPrefix = sender + "/";
        this.partitions = partitions;
    }

    /**
     * The pieces of a request's series; series without samples are left out.
     *
     * @throws InvalidBatchException where one series alone is more than a block may be
     */
    public List<Piece> split(List<IncomingSeries> series) {
        Map<String, Group> byInstance = new HashMap<>();
        Group[] groups = new Group[partitions];
        for (IncomingSeries one : series) {
            String instance = one.known().instance();
            Group group = byInstance.get(instance);
            if (group == null) {
                String key = keyPrefix + instance;
                int partition = PartitionKey.partition(key, partitions);
                if (groups[partition] == null) {
                    groups[partition] = new Group(partition, key);
                }
                group = groups[partition];
                byInstance.put(instance, group);
            }
            group.add(one);
        }
        List<Piece> pieces = new ArrayList<>();
        for (Group group : groups) {
            if (group != null) {
                group.end();
                pieces.addAll(group.pieces);
            }
        }
        return pieces;
    }

    /** What goes to one partition: series gather in sections, sections in batches. */
    private final class Group {
        private final int partition;
        private final String key;
        private final List<Piece> pieces = new ArrayList<>();
        private final Points points = new Points();
        private final SeriesBlockWriter histogramBlock = new SeriesBlockWriter();
        private @Nullable BatchWriter batch;

        Group(int partition, String key) {
            this.partition = partition;
            this.key = key;
        }

        void add(IncomingSeries series) {
            int most = BATCH_BYTES / BYTES_PER_SAMPLE / 4;
            int seriesBytes = series.encoded().maxBytes();
            for (int from = 0; from < series.values().length; from += most) {
                int to = Math.min(series.values().length, from + most);
                makeRoom(seriesBytes + (to - from) * BYTES_PER_SAMPLE, seriesBytes);
                points.add(series, from, to);
            }
            if (!series.histograms().isEmpty()) {
                addHistograms(series);
            }
        }

        private void addHistograms(IncomingSeries series) {
            histogramBlock.clear();
            histogramBlock.add(series.encoded());
            int from = 0;
            while (from < series.histograms().size()) {
                int bytes = series.encoded().maxBytes();
                int to = from;
                while (to < series.histograms().size() && (to == from || bytes < BATCH_BYTES / 2)) {
                    bytes += bytesOf(series.histograms().get(to++));
                }
                makeRoom(bytes, 0);
                batch().addSingleUse(
                                histogramBlock,
                                new Values.Histograms(
                                        new int[to - from],
                                        Arrays.copyOfRange(series.histogramMillis(), from, to),
                                        series.histograms().subList(from, to)));
                from = to;
            }
        }

        private void makeRoom(int bytes, int seriesBytes) {
            int written = batch == null ? 0 : batch.size();
            if (written + points.maxBytes() + bytes > BATCH_BYTES && (written > 0 || points.count > 0)) {
                end();
            }
            if (points.isFull(seriesBytes)) {
                points.writeTo(batch());
            }
        }

        private BatchWriter batch() {
            BatchWriter begun = batch;
            if (begun == null) {
                begun = new BatchWriter(identity, Labels.EMPTY, Labels.EMPTY);
                batch = begun;
            }
            return begun;
        }

        /** Makes a piece of what has been gathered. */
        void end() {
            if (points.count > 0) {
                points.writeTo(batch());
            }
            if (batch != null) {
                pieces.add(new Piece(partition, key, batch.toBytes()));
                batch = null;
            }
        }
    }

    private static int bytesOf(NativeHistogram histogram) {
        return 64
                + 9 * (histogram.positiveBuckets().length + histogram.negativeBuckets().length)
                + 6 * (histogram.positiveSpans().length + histogram.negativeSpans().length)
                + 9 * histogram.customValues().length;
    }

    /** Float samples of one section under way. */
    private static final class Points {
        private final SeriesBlockWriter block = new SeriesBlockWriter();
        private int[] indexes = new int[256];
        private long[] times = new long[256];
        private double[] values = new double[256];
        private int count;

        void add(IncomingSeries one, int from, int to) {
            int index = block.add(one.encoded());
            if (count + to - from > indexes.length) {
                int larger = Math.max(indexes.length * 2, count + to - from);
                indexes = Arrays.copyOf(indexes, larger);
                times = Arrays.copyOf(times, larger);
                values = Arrays.copyOf(values, larger);
            }
            Arrays.fill(indexes, count, count + to - from, index);
            System.arraycopy(one.timestampMillis(), from, times, count, to - from);
            System.arraycopy(one.values(), from, values, count, to - from);
            count += to - from;
        }

        boolean isFull(int moreBytes) {
            return count > 0 && (block.size() == SeriesBlock.MAX_SERIES || block.bytes() + moreBytes > BLOCK_BYTES);
        }

        /** The most bytes that a section of them takes. */
        int maxBytes() {
            return count == 0 ? 0 : SECTION_BYTES + block.bytes() + count * BYTES_PER_SAMPLE;
        }

        void writeTo(BatchWriter batch) {
            batch.addSingleUse(
                    block,
                    new Values.Points(
                            Arrays.copyOf(indexes, count), Arrays.copyOf(times, count), Arrays.copyOf(values, count)));
            block.clear();
            count = 0;
        }
    }
}
