package dev.bellwether.ingest.writer;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.named;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.ingest.Batches;
import dev.bellwether.ingest.MemoryStorage;
import dev.bellwether.ingest.MemoryStorage.Written;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.ingest.TestAgent;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import dev.bellwether.stream.LogRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterTest {
    private final Pipeline pipeline = new Pipeline();
    private final MemoryStorage storage = new MemoryStorage();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private void append(String key, byte[] batch) {
        pipeline.publisher().publish(Topic.SAMPLES, key, batch, Map.of()).join();
    }

    private void awaitSamples(int count) {
        Pipeline.await(count + " samples", () -> storage.samples().size() >= count);
        assertThat(storage.samples()).hasSize(count);
    }

    @Test
    void samplesArriveWithTheirMergedLabels() {
        // given
        append("a", whole(batch("a", 1, 1, block("m", 2))));

        // when
        pipeline.startWriter(storage::newWriter);
        awaitSamples(2);

        // then
        assertThat(storage.samples())
                .containsExactlyInAnyOrder(
                        new Written("m{i=\"0\", instance=\"a\", job=\"node\"}", Batches.NOW + 1_000, 1),
                        new Written("m{i=\"1\", instance=\"a\", job=\"node\"}", Batches.NOW + 1_000, 1));
        PartitionId partition = new PartitionId(
                pipeline.layout().topicId(Topic.SAMPLES), pipeline.layout().partition(Topic.SAMPLES, "a"));
        assertThat(storage.offset(partition)).isEqualTo(1);
        assertThat(storage.marks(partition, new SenderKey("", "a", 1))).isEqualTo(new SequenceMarks(1, List.of()));
    }

    @Test
    void theSameBatchAHundredTimesOverEightConnectionsIsWrittenOnce() throws Exception {
        // given
        Gateway gateway = pipeline.startGateway();
        pipeline.startWriter(storage::newWriter);
        byte[] bytes = whole(batch("again", 1, 1, block("m", 10)));

        // when
        List<Thread> senders = new ArrayList<>();
        for (int connection = 0; connection < 8; connection++) {
            int times = connection < 4 ? 13 : 12;
            senders.add(Thread.ofVirtual().start(() -> {
                for (int sent = 0; sent < times; ) {
                    try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
                        agent.send(bytes);
                        if (agent.shortAnswer().equals("ack 1")) {
                            sent++;
                            agent.complete();
                        }
                    }
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }

        // then
        Pipeline.await("99 duplicates", () -> pipeline.count("bellwether.writer.duplicates") >= 99);
        awaitSamples(10);
    }

    @Test
    void whatComesLateIsNoDuplicate() {
        // given
        SeriesBlock block = block("m", 1);
        for (long sequence : new long[] {1, 2, 3, 4, 6, 7, 5, 6, 7, 8}) {
            append("late", whole(batch("late", 1, sequence, block)));
        }

        // when
        pipeline.startWriter(storage::newWriter);

        // then
        awaitSamples(8);
        assertThat(storage.samples())
                .extracting(Written::value)
                .containsExactlyInAnyOrder(1., 2., 3., 4., 5., 6., 7., 8.);
    }

    @Test
    void voidsCloseGaps() {
        // given
        SeriesBlock block = block("m", 1);
        append("gaps", whole(batch("gaps", 1, 1, block)));
        append("gaps", whole(batch("gaps", 1, 5, block, Batches.NOW, List.of(new SequenceRange(2, 4)))));

        // when
        pipeline.startWriter(storage::newWriter);
        awaitSamples(2);

        // then
        PartitionId partition = new PartitionId(
                pipeline.layout().topicId(Topic.SAMPLES), pipeline.layout().partition(Topic.SAMPLES, "gaps"));
        assertThat(storage.marks(partition, new SenderKey("", "gaps", 1))).isEqualTo(new SequenceMarks(5, List.of()));
    }

    @Test
    void staleMarkersKeepTheirBitsAndAbsentValuesAreNoSamples() {
        // given
        SeriesBlock block = block("m", 3);
        SampleBatch whole = batch("special", 1, 1, block);
        append(
                "special",
                Batches.whole(new SampleBatch(
                        whole.identity(),
                        whole.targetLabels(),
                        whole.externalLabels(),
                        List.of(new Section(block, new Values.Frame(Batches.NOW, new double[] {
                            SpecialValues.STALE, SpecialValues.ABSENT, -0.0
                        }))),
                        List.of())));

        // when
        pipeline.startWriter(storage::newWriter);
        awaitSamples(2);

        // then
        assertThat(storage.samples())
                .extracting(sample -> Double.doubleToRawLongBits(sample.value()))
                .containsExactlyInAnyOrder(SpecialValues.STALE_BITS, Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void aPoisonedRecordIsPutAsideAlone() {
        // given
        SeriesBlock block = block("m", 2);
        append("x", whole(batch("x", 1, 1, block)));
        append("x", new byte[] {1, 2, 3});
        append("x", named(batch("x", 1, 2, block("never_published", 2))));
        append("x", whole(batch("x", 1, 3, block, 5_000_000_000_000L, List.of())));
        append("x", whole(batch("x", 1, 4, block)));

        // when
        pipeline.startWriter(storage::newWriter);

        // then
        awaitSamples(4);
        Pipeline.await("three dead letters", () -> pipeline.count("bellwether.writer.dead.letters") >= 3);
        assertThat(pipeline.readAll(Topic.DEAD_LETTERS))
                .extracting(record -> String.valueOf(record.header(BatchHeaders.DEAD_REASON)))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("invalid: "),
                        reason -> assertThat(reason).startsWith("unknown_block: "),
                        reason -> assertThat(reason).startsWith("time_out_of_range: "));
    }

    @Test
    void aRecordThatStorageRefusesIsFoundAmongOthersAndKeepsItsBlocks() {
        // given
        Gateway gateway = pipeline.startGateway();
        SeriesBlock block = block("m", 3);
        storage.refuse(37);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            agent.send(whole(batch("refused", 1, 1, block)));
            for (int sequence = 2; sequence <= 60; sequence++) {
                agent.send(named(batch("refused", 1, sequence, block)));
            }
            for (int sequence = 1; sequence <= 60; sequence++) {
                assertThat(agent.shortAnswer()).isEqualTo("ack " + sequence);
            }
        }

        // when
        pipeline.startWriter(storage::newWriter);

        // then
        awaitSamples(59 * 3);
        List<LogRecord> dead = pipeline.readAll(Topic.DEAD_LETTERS);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().header(BatchHeaders.DEAD_REASON)).startsWith("refused_by_storage: ");
        SampleBatch letter = BatchDecoder.decode(
                java.util.Objects.requireNonNull(dead.getFirst().value()), new NoBlocks());
        assertThat(letter.identity().sequence()).isEqualTo(37);
        assertThat(letter.sections().getFirst().block()).isEqualTo(block);
    }

    @Test
    void idsThatStorageHasLostAreAskedForAgain() {
        // given
        Writer writer = pipeline.startWriter(storage::newWriter);
        SeriesBlock block = block("m", 2);
        append("steady", whole(batch("steady", 1, 1, block)));
        awaitSamples(2);

        // when
        storage.loseSeries();
        append("steady", whole(batch("steady", 1, 2, block)));
        append("steady", whole(batch("steady", 1, 3, block)));

        // then
        awaitSamples(6);
        assertThat(pipeline.readAll(Topic.DEAD_LETTERS)).isEmpty();
        assertThat(writer.problem()).isEmpty();
    }

    @Test
    void nothingIsLostOrDoubledWhileStorageComesAndGoes() {
        // given
        Gateway gateway = pipeline.startGateway();
        pipeline.startWriter(storage::newWriter);
        SeriesBlock block = block("m", 2);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            for (int sequence = 1; sequence <= 200; sequence++) {
                agent.send(whole(batch("steady", 1, sequence, block)));
                assertThat(agent.shortAnswer()).isEqualTo("ack " + sequence);
                switch (sequence % 40) {
                    case 5 -> storage.breakCommits(2);
                    case 15 -> storage.failWrites(2);
                    case 25 -> storage.setAway(true);
                    case 35 -> storage.setAway(false);
                    default -> {}
                }
            }
        }

        // then
        awaitSamples(400);
        assertThat(new HashSet<>(storage.samples())).hasSize(400);
    }

    @Test
    void aWriterGoesOnWhereAnotherStopped() {
        // given
        SeriesBlock block = block("m", 1);
        append("relay", whole(batch("relay", 1, 1, block)));
        Writer first = pipeline.startWriter(storage::newWriter);
        awaitSamples(1);
        first.close();
        append("relay", whole(batch("relay", 1, 1, block)));
        append("relay", whole(batch("relay", 1, 2, block)));

        // when
        pipeline.startWriter(storage::newWriter);

        // then
        awaitSamples(2);
        assertThat(first.failure()).isEmpty();
    }

    @Test
    void twoWritersOnEveryPartitionWriteEachSampleOnce() {
        // given: two groups, so that each believes that it owns all partitions
        Gateway gateway = pipeline.startGateway();
        WriterConfig other = new WriterConfig(
                "zombies",
                Pipeline.quickWriter().flushRows(),
                Pipeline.quickWriter().flushInterval(),
                Pipeline.quickWriter().sessionTimeout(),
                Pipeline.quickWriter().cachedSeries(),
                Pipeline.quickWriter().maxBackoff());
        pipeline.startWriter(storage::newWriter);
        pipeline.startWriter(storage::newWriter, other);
        SeriesBlock block = block("m", 2);

        // when
        for (int agentNumber = 0; agentNumber < 4; agentNumber++) {
            try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
                for (int sequence = 1; sequence <= 50; sequence++) {
                    agent.send(whole(batch("agent-" + agentNumber, 1, sequence, block)));
                    assertThat(agent.shortAnswer()).isEqualTo("ack " + sequence);
                }
            }
        }

        // then
        awaitSamples(400);
        assertThat(new HashSet<>(storage.samples())).hasSize(400);
        assertThat(pipeline.count("bellwether.writer.conflicts")).isPositive();
    }

    @Test
    void aBrokerThatGoesAwayAndComesBackCostsNothing() {
        // given
        Gateway gateway = pipeline.startGateway();
        pipeline.startWriter(storage::newWriter);
        SeriesBlock block = block("m", 1);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            agent.send(whole(batch("patient", 1, 1, block)));
            assertThat(agent.shortAnswer()).isEqualTo("ack 1");

            // when
            pipeline.stopBroker();
            agent.send(whole(batch("patient", 1, 2, block)));
            agent.send(whole(batch("patient", 1, 3, block)));
            pipeline.restartBroker();

            // then
            assertThat(agent.shortAnswer()).isEqualTo("ack 2");
            assertThat(agent.shortAnswer()).isEqualTo("ack 3");
        }
        awaitSamples(3);
    }

    private static final class NoBlocks implements dev.bellwether.protocol.codec.BlockSource {
        @Override
        public @org.jspecify.annotations.Nullable SeriesBlock find(dev.bellwether.protocol.codec.BlockHash hash) {
            return null;
        }

        @Override
        public SeriesBlock remember(dev.bellwether.protocol.codec.BlockHash hash, SeriesBlock block) {
            return block;
        }
    }
}
