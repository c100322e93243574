package dev.bellwether.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    private static final SeriesBlock BLOCK = new SeriesBlock(List.of(
            series("node_load1", "One-minute load."),
            series("node_cpu_seconds_total", "CPU seconds.", "cpu", "0", "mode", "idle"),
            series("node_cpu_seconds_total", "CPU seconds.", "cpu", "ü\"\n", "mode", "user")));

    private final Blocks blocks = new Blocks();

    @Test
    void aBatchOfEveryFormComesBackEqual() {
        SampleBatch batch = batch(
                new Section(BLOCK, new Values.Frame(1_700_000_000_000L, new double[] {0.5, SpecialValues.ABSENT, 7})),
                new Section(
                        BLOCK,
                        new Values.Points(
                                new int[] {2, 0, 0}, new long[] {5_000, 1_000, 2_000}, new double[] {1, 2, -0.0})),
                new Section(BLOCK, new Values.Histograms(new int[] {1}, new long[] {9_000}, List.of(histogram()))));

        byte[] bytes = BatchEncoder.encode(batch, SeriesBlockCodec::encode, block -> true);

        assertThat(BatchDecoder.decode(bytes, blocks)).isEqualTo(batch);
    }

    @Test
    void aBlockThatWasSeenIsTheSameObjectAgain() {
        byte[] first = BatchEncoder.encode(frame(), SeriesBlockCodec::encode, block -> true);
        byte[] second = BatchEncoder.encode(frame(), SeriesBlockCodec::encode, block -> false);

        SeriesBlock inside =
                BatchDecoder.decode(first, blocks).sections().getFirst().block();
        SeriesBlock named =
                BatchDecoder.decode(second, blocks).sections().getFirst().block();

        assertThat(named).isSameAs(inside);
        assertThat(second.length).isLessThan(first.length);
    }

    @Test
    void aBatchThatNamesAnUnknownBlockSaysWhich() {
        byte[] bytes = BatchEncoder.encode(frame(), SeriesBlockCodec::encode, block -> false);

        assertThatThrownBy(() -> BatchDecoder.decode(bytes, blocks))
                .isInstanceOfSatisfying(
                        UnknownBlockException.class,
                        e -> assertThat(e.hash())
                                .isEqualTo(SeriesBlockCodec.encode(BLOCK).hash()));
    }

    @Test
    void aBatchCanBeRewrittenWithItsBlocksInside() {
        EncodedBlock block = SeriesBlockCodec.encode(BLOCK);
        byte[] named = BatchEncoder.encode(frame(), SeriesBlockCodec::encode, any -> false);

        byte[] inside =
                EncodedBatch.read(named).withBlocksInside(hash -> hash.equals(block.hash()) ? block.bytes() : null);

        assertThat(EncodedBatch.read(inside).namedBlocks()).isEmpty();
        assertThat(BatchDecoder.decode(inside, blocks)).isEqualTo(frame());
    }

    @Test
    void blocksOfSingleUseAreNotRemembered() {
        byte[] bytes = BatchEncoder.encodeSingleUse(frame());

        assertThat(BatchDecoder.decode(bytes, blocks)).isEqualTo(frame());
        assertThat(blocks.known).isEmpty();
        assertThat(EncodedBatch.read(bytes).reusableBlocks()).isEmpty();
    }

    @Test
    void aSequenceBeyondTheLargestIsRefused() {
        byte[] bytes = dev.bellwether.protocol.v1.SampleBatch.newBuilder()
                .setAgentId("stranger")
                .setIncarnation(1)
                .setSeq(Long.MIN_VALUE)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> EncodedBatch.read(bytes))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("seq is 9223372036854775808");
    }

    @Test
    void anyBrokenBatchEitherDecodesOrIsRefusedWithAReason() {
        byte[] good = BatchEncoder.encode(frame(), SeriesBlockCodec::encode, block -> true);
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] broken = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(BatchDecoder.decode(broken, new Blocks()).sections()).isNotNull();
            } catch (InvalidBatchException | UnknownBlockException expected) {
                assertThat(expected).message().isNotBlank();
            }
        }
    }

    @Test
    void theSameBlockHasTheSameHash() {
        assertThat(SeriesBlockCodec.encode(BLOCK).hash())
                .isEqualTo(
                        SeriesBlockCodec.encode(new SeriesBlock(BLOCK.series())).hash());
    }

    @Test
    void ownLabelsWinOverTheTargetsAndThoseOverExternalOnes() {
        assertThat(SeriesLabels.merge(
                        Labels.of("__name__", "up", "job", "own"),
                        Labels.of("job", "target", "instance", "a"),
                        Labels.of("instance", "external", "cluster", "c")))
                .isEqualTo(Labels.of("__name__", "up", "job", "own", "instance", "a", "cluster", "c"));
    }

    private static SampleBatch frame() {
        return batch(new Section(BLOCK, new Values.Frame(1_000, new double[] {1, 2, 3})));
    }

    private static SampleBatch batch(Section... sections) {
        return new SampleBatch(
                new BatchIdentity("node-a", 3, 42),
                Labels.of("job", "node-exporter", "instance", "node-a"),
                Labels.of("cluster", "test"),
                List.of(sections),
                List.of(new SequenceRange(4, 9)));
    }

    private static SeriesDescriptor series(String name, String help, String... labels) {
        Labels.Builder builder = Labels.of(labels).toBuilder().set(Labels.METRIC_NAME, name);
        return new SeriesDescriptor(builder.build(), new MetricMetadata(MetricType.GAUGE, "", help));
    }

    private static NativeHistogram histogram() {
        return new NativeHistogram(
                CounterResetHint.NOT_RESET,
                2,
                0.001,
                3,
                13,
                SpecialValues.STALE,
                new int[] {-2, 2, 1, 1},
                new double[] {1, 2, 3},
                new int[] {0, 1},
                new double[] {4},
                new double[0]);
    }

    private static final class Blocks implements BlockSource {
        private final Map<BlockHash, SeriesBlock> known = new HashMap<>();

        @Override
        public @Nullable SeriesBlock find(BlockHash hash) {
            return known.get(hash);
        }

        @Override
        public SeriesBlock remember(BlockHash hash, SeriesBlock block) {
            known.put(hash, block);
            return block;
        }
    }
}
