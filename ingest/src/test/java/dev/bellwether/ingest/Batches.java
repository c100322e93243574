package dev.bellwether.ingest;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batches as agents send them. */
public final class Batches {
    /** A recent time, so that no limit on age speaks. */
    public static final long NOW = System.currentTimeMillis();

    private Batches() {}

    /** A block of so many series {@code name{i="0"}}, {@code name{i="1"}} … */
    public static SeriesBlock block(String name, int series) {
        List<SeriesDescriptor> descriptors = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            descriptors.add(
                    new SeriesDescriptor(Labels.of("__name__", name, "i", String.valueOf(i)), MetricMetadata.UNKNOWN));
        }
        return new SeriesBlock(descriptors);
    }

    /** One frame in which every value is the sequence. */
    public static SampleBatch batch(String agent, long incarnation, long sequence, SeriesBlock block) {
        return batch(agent, incarnation, sequence, block, NOW + sequence * 1_000, List.of());
    }

    public static SampleBatch batch(
            String agent, long incarnation, long sequence, SeriesBlock block, long time, List<SequenceRange> voids) {
        double[] column = new double[block.size()];
        Arrays.fill(column, sequence);
        return new SampleBatch(
                new BatchIdentity(agent, incarnation, sequence),
                Labels.of("instance", agent, "job", "node"),
                Labels.EMPTY,
                List.of(new Section(block, new Values.Frame(time, column))),
                voids);
    }

    /** With its blocks inside. */
    public static byte[] whole(SampleBatch batch) {
        return BatchEncoder.encode(batch, SeriesBlockCodec::encode, block -> true);
    }

    /** With its blocks named only. */
    public static byte[] named(SampleBatch batch) {
        return BatchEncoder.encode(batch, SeriesBlockCodec::encode, block -> false);
    }
}
