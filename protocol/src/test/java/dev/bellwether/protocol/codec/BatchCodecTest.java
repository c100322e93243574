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
import java.util.ArrayList;
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
        SampleBatch batch = everyForm();

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
    void aBlockIsEncodedAsTheGeneratedClassesDo() {
        // given
        List<SeriesDescriptor> series = new ArrayList<>(BLOCK.series());
        series.add(new SeriesDescriptor(Labels.EMPTY, MetricMetadata.UNKNOWN));
        for (int i = 0; i < 700; i++) {
            series.add(series("metric_" + i % 30, "Help " + i % 7, "i", "ü" + i, "long", "x".repeat(i)));
        }
        SeriesBlock block = new SeriesBlock(series);

        // when
        byte[] bytes = SeriesBlockCodec.encode(block).bytes();

        // then
        assertThat(bytes).isEqualTo(generated(block));
        assertThat(SeriesBlockCodec.decode(bytes)).isEqualTo(block);
    }

    @Test
    void aBatchIsEncodedAsTheGeneratedClassesDo() throws Exception {
        // given
        SampleBatch batch = everyForm();

        // when
        byte[] bytes = BatchEncoder.encodeSingleUse(batch);

        // then
        assertThat(bytes)
                .isEqualTo(
                        dev.bellwether.protocol.v1.SampleBatch.parseFrom(bytes).toByteArray());
        assertThat(BatchDecoder.decode(bytes, blocks)).isEqualTo(batch);
    }

    @Test
    void aBlockWithItsFieldsInAnyOrderIsRead() {
        // given
        byte[] bytes = {0x12, 6, 0x08, 1, 0x08, 2, 0x10, 2, 0x0a, 0, 0x0a, 1, 'a', 0x0a, 1, 'b'};

        // when, then
        assertThat(SeriesBlockCodec.decode(bytes).series())
                .containsExactly(
                        new SeriesDescriptor(Labels.of("a", "b"), new MetricMetadata(MetricType.values()[2], "", "")));
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() {
        byte[] bytes = SeriesBlockCodec.encode(BLOCK).bytes().clone();
        bytes[4] = (byte) 0xff;

        assertThatThrownBy(() -> SeriesBlockCodec.decode(bytes))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void aSeriesOfASingleUseIsTheSameObjectWhateverBlockItComesIn() {
        // given
        SeriesMemory memory = new SeriesMemory(100);
        SeriesBlock turned = new SeriesBlock(BLOCK.series().reversed());
        SampleBatch other = batch(new Section(turned, new Values.Frame(1_000, new double[] {1, 2, 3})));

        // when
        List<SeriesDescriptor> first = decodeSingleUse(frame(), memory);
        List<SeriesDescriptor> second = decodeSingleUse(other, memory);

        // then
        assertThat(first).isEqualTo(BLOCK.series());
        assertThat(second).isEqualTo(turned.series());
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(2 - i)).isSameAs(first.get(i));
        }
    }

    private List<SeriesDescriptor> decodeSingleUse(SampleBatch batch, SeriesMemory memory) {
        return BatchDecoder.decode(BatchEncoder.encodeSingleUse(batch), blocks, memory)
                .sections()
                .getFirst()
                .block()
                .series();
    }

    /** A block through the classes that are generated from its definition. */
    private static byte[] generated(SeriesBlock block) {
        List<String> symbols = new ArrayList<>(List.of(""));
        dev.bellwether.protocol.v1.SeriesBlock.Builder proto = dev.bellwether.protocol.v1.SeriesBlock.newBuilder();
        for (SeriesDescriptor series : block.series()) {
            dev.bellwether.protocol.v1.SeriesBlock.Series.Builder one = proto.addSeriesBuilder();
            series.labels()
                    .forEach((name, value) ->
                            one.addLabelRefs(reference(symbols, name)).addLabelRefs(reference(symbols, value)));
            one.setType(series.metadata().type().ordinal())
                    .setUnitRef(reference(symbols, series.metadata().unit()))
                    .setHelpRef(reference(symbols, series.metadata().help()));
        }
        return proto.addAllSymbols(symbols).build().toByteArray();
    }

    private static int reference(List<String> symbols, String symbol) {
        if (!symbols.contains(symbol)) {
            symbols.add(symbol);
        }
        return symbols.indexOf(symbol);
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

    private static SampleBatch everyForm() {
        return batch(
                new Section(BLOCK, new Values.Frame(1_700_000_000_000L, new double[] {0.5, SpecialValues.ABSENT, 7})),
                new Section(
                        BLOCK,
                        new Values.Points(
                                new int[] {2, 0, 0}, new long[] {5_000, 1_000, 2_000}, new double[] {1, 2, -0.0})),
                new Section(BLOCK, new Values.Histograms(new int[] {1}, new long[] {9_000}, List.of(histogram()))));
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
