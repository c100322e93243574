package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.topic.PartitionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Series to batches of points with their blocks inside: those of one instance go to one partition, and no batch is
 * larger than one may be. The same series give the same pieces in the same order, whenever they come, so that a request
 * that is sent again is recognised piece by piece.
 */
public final class RequestSplitter {
    /** What estimates are held against; a little is left for what frames the parts. */
    private static final int BLOCK_BYTES = SeriesBlock.MAX_BYTES - (16 << 10);

    private static final int BATCH_BYTES = SampleBatch.MAX_BYTES - (32 << 10);
    /** Index, time and value of a sample, each at its longest. */
    private static final int BYTES_PER_SAMPLE = 24;
    /** A character takes three bytes at most. */
    private static final int LONGEST_CHARACTER = 3;

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
        try {
            return split(series, 1);
        } catch (InvalidBatchException e) {
            // Texts beyond ASCII are longer than they look: once more, and no estimate is too small.
            return split(series, LONGEST_CHARACTER);
        }
    }

    private List<Piece> split(List<IncomingSeries> series, int bytesPerCharacter) {
        Map<String, Group> byInstance = new LinkedHashMap<>();
        Group[] groups = new Group[partitions];
        for (IncomingSeries one : series) {
            Group group = byInstance.computeIfAbsent(instance(one.labels()), instance -> {
                String key = keyPrefix + instance;
                int partition = PartitionKey.partition(key, partitions);
                if (groups[partition] == null) {
                    groups[partition] = new Group(partition, key, bytesPerCharacter);
                }
                return groups[partition];
            });
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

    private static String instance(Labels labels) {
        String instance = labels.get("instance");
        return instance != null ? instance : labels.getOrEmpty("job");
    }

    /** What goes to one partition: series gather in sections, sections in batches. */
    private final class Group {
        private final int partition;
        private final String key;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final Points points = new Points();
        private final int bytesPerCharacter;
        private int batchBytes;

        Group(int partition, String key, int bytesPerCharacter) {
            this.partition = partition;
            this.key = key;
            this.bytesPerCharacter = bytesPerCharacter;
        }

        void add(IncomingSeries series) {
            int most = BATCH_BYTES / BYTES_PER_SAMPLE / 4;
            int seriesBytes = bytesOf(series, bytesPerCharacter);
            for (int from = 0; from < series.values().length; from += most) {
                int to = Math.min(series.values().length, from + most);
                int bytes = seriesBytes + (to - from) * BYTES_PER_SAMPLE;
                makeRoom(bytes, seriesBytes);
                points.add(series, from, to, seriesBytes);
                batchBytes += bytes;
            }
            if (!series.histograms().isEmpty()) {
                addHistograms(series);
            }
        }

        private void addHistograms(IncomingSeries series) {
            SeriesBlock block = new SeriesBlock(List.of(new SeriesDescriptor(series.labels(), series.metadata())));
            int from = 0;
            while (from < series.histograms().size()) {
                int bytes = bytesOf(series, bytesPerCharacter);
                int to = from;
                while (to < series.histograms().size() && (to == from || bytes < BATCH_BYTES / 2)) {
                    bytes += bytesOf(series.histograms().get(to++));
                }
                makeRoom(bytes, 0);
                sections.add(new Section(
                        block,
                        new Values.Histograms(
                                new int[to - from],
                                Arrays.copyOfRange(series.histogramMillis(), from, to),
                                series.histograms().subList(from, to))));
                batchBytes += bytes;
                from = to;
            }
        }

        private void makeRoom(int bytes, int seriesBytes) {
            if (batchBytes + bytes > BATCH_BYTES && batchBytes > 0) {
                end();
            }
            if (points.isFull(seriesBytes)) {
                sections.add(points.toSection());
            }
        }

        /** Makes a piece of what has been gathered. */
        void end() {
            if (points.count > 0) {
                sections.add(points.toSection());
            }
            if (!sections.isEmpty()) {
                SampleBatch batch = new SampleBatch(identity, Labels.EMPTY, Labels.EMPTY, sections, List.of());
                pieces.add(new Piece(partition, key, BatchEncoder.encodeSingleUse(batch)));
                sections.clear();
            }
            batchBytes = 0;
        }
    }

    private static int bytesOf(IncomingSeries series, int bytesPerCharacter) {
        Labels labels = series.labels();
        int characters =
                series.metadata().unit().length() + series.metadata().help().length();
        for (int i = 0; i < labels.size(); i++) {
            characters += labels.name(i).length() + labels.value(i).length();
        }
        // Each text of a block has a tag and a length, and a reference of up to three bytes.
        return 32 + labels.size() * 14 + characters * bytesPerCharacter;
    }

    private static int bytesOf(NativeHistogram histogram) {
        return 64
                + 9 * (histogram.positiveBuckets().length + histogram.negativeBuckets().length)
                + 6 * (histogram.positiveSpans().length + histogram.negativeSpans().length)
                + 9 * histogram.customValues().length;
    }

    /** Float samples of one section under way. */
    private static final class Points {
        private final List<SeriesDescriptor> series = new ArrayList<>();
        private int[] indexes = new int[256];
        private long[] times = new long[256];
        private double[] values = new double[256];
        private int count;
        private int blockBytes;

        void add(IncomingSeries one, int from, int to, int seriesBytes) {
            int index = series.size();
            series.add(new SeriesDescriptor(one.labels(), one.metadata()));
            blockBytes += seriesBytes;
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
            return count > 0 && (series.size() == SeriesBlock.MAX_SERIES || blockBytes + moreBytes > BLOCK_BYTES);
        }

        Section toSection() {
            Section section = new Section(
                    new SeriesBlock(series),
                    new Values.Points(
                            Arrays.copyOf(indexes, count), Arrays.copyOf(times, count), Arrays.copyOf(values, count)));
            series.clear();
            count = 0;
            blockBytes = 0;
            return section;
        }
    }
}
