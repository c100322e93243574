package dev.bellwether.agent.wal;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.BlockSource;
import dev.bellwether.protocol.codec.EncodedBlock;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small batches for tests. */
public final class Drafts {
    public static final EncodedBlock BLOCK = block("a", 3);

    private Drafts() {}

    public static EncodedBlock block(String name, int series) {
        return SeriesBlockCodec.encode(new SeriesBlock(IntStream.range(0, series)
                .mapToObj(i -> new SeriesDescriptor(
                        Labels.of(Labels.METRIC_NAME, "metric_" + name, "index", String.valueOf(i)),
                        MetricMetadata.UNKNOWN))
                .toList()));
    }

    /** One frame of three series whose values tell the number. */
    public static BatchDraft of(int number) {
        return of(BLOCK, number);
    }

    public static BatchDraft of(EncodedBlock block, int number) {
        double[] column = new double[block.block().size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = number * 1_000.0 + i;
        }
        return new BatchDraft(
                Labels.of("job", "test"),
                Labels.EMPTY,
                List.of(new DraftSection(block, new Values.Frame(1_000L * number, column))));
    }

    /** A frame whose values take more than a kilobyte. */
    public static BatchDraft large(int number) {
        EncodedBlock block = block("large", 128);
        double[] column = new double[128];
        for (int i = 0; i < column.length; i++) {
            column[i] = Math.sin(number + i);
        }
        return new BatchDraft(
                Labels.EMPTY, Labels.EMPTY, List.of(new DraftSection(block, new Values.Frame(number, column))));
    }

    /** Decodes batches as a consumer does, blocks remembered. */
    public static final class Consumer implements BlockSource {
        private final Map<BlockHash, SeriesBlock> blocks = new HashMap<>();

        public SampleBatch decode(byte[] bytes) {
            return BatchDecoder.decode(bytes, this);
        }

        @Override
        public @Nullable SeriesBlock find(BlockHash hash) {
            return blocks.get(hash);
        }

        @Override
        public SeriesBlock remember(BlockHash hash, SeriesBlock block) {
            blocks.put(hash, block);
            return block;
        }
    }

    /** Everything that can be read now. */
    public static List<WalRecord> readAll(WriteAheadLog log) {
        List<WalRecord> records = new ArrayList<>();
        for (WalRecord record = log.next(); record != null; record = log.next()) {
            records.add(record);
        }
        return records;
    }
}
