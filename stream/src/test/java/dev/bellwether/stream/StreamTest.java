package dev.bellwether.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedBlock;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit opens them before the first test.
class StreamTest {
    private static final TopicSettings TOPICS = TopicSettings.STANDALONE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EmbeddedBroker broker;
    private TopicAdministration administration;
    private TopicLayout layout;
    private LogPublisher publisher;

    @BeforeAll
    void open(@TempDir Path directory) {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory));
        administration = new TopicAdministration(settings(), PATIENCE);
        layout = administration.ensure(List.of(Topic.SERIES_BLOCKS, Topic.SAMPLES), TOPICS);
        publisher = new LogPublisher(settings(), "test", layout);
    }

    @AfterAll
    void close() {
        publisher.close();
        administration.close();
        broker.close();
    }

    private KafkaSettings settings() {
        return KafkaSettings.plain(broker.bootstrapServers());
    }

    private SeriesBlockLog openBlocks(int cachedSeries, Clock clock) {
        SeriesBlockLog log = new SeriesBlockLog(settings(), "test", layout, TOPICS, cachedSeries, clock);
        log.start();
        return log;
    }

    private static EncodedBlock block(String name, int series) {
        List<SeriesDescriptor> descriptors = new java.util.ArrayList<>();
        for (int i = 0; i < series; i++) {
            descriptors.add(
                    new SeriesDescriptor(Labels.of("__name__", name, "i", String.valueOf(i)), MetricMetadata.UNKNOWN));
        }
        return SeriesBlockCodec.encode(new SeriesBlock(descriptors));
    }

    /** A clock that is ahead of the machine's by as much as a test says. */
    private static final class ShiftedClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @Test
    void topicsAreCreatedOnceAndTheirSettingsPutRight() {
        // given
        TopicSettings longer = new TopicSettings(1, 4, 4, Duration.ofHours(48), 1L << 30);
        TopicLayout first = administration.ensure(List.of(Topic.ALERTS, Topic.DEAD_LETTERS), TOPICS);

        // when
        TopicLayout second = administration.ensure(List.of(Topic.ALERTS, Topic.DEAD_LETTERS), longer);

        // then
        assertThat(second.topicId(Topic.ALERTS)).isEqualTo(first.topicId(Topic.ALERTS));
        assertThat(second.partitions(Topic.DEAD_LETTERS)).isEqualTo(4);
    }

    @Test
    void anotherCountOfPartitionsIsAnError() {
        // given
        administration.ensure(List.of(Topic.RULES), TOPICS);

        // when, then
        assertThatThrownBy(() -> administration.ensure(
                        List.of(Topic.RULES), new TopicSettings(1, 4, 8, Duration.ofHours(24), -1)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("topic rules has 4 partitions, the settings say 8");
    }

    @Test
    void aLogThatIsAwayIsSaidToBe() {
        // given
        try (TopicAdministration lost =
                new TopicAdministration(KafkaSettings.plain("127.0.0.1:1"), Duration.ofMillis(300))) {
            // when, then
            assertThatThrownBy(() -> lost.ensure(List.of(Topic.SAMPLES), TOPICS))
                    .isInstanceOf(LogUnavailableException.class);
        }
    }

    @Test
    void recordsStandInThePartitionOfTheirKey() {
        // given
        List<LogRecord> records = new CopyOnWriteArrayList<>();

        // when
        LogPublisher.Position position = publisher
                .publish(Topic.SAMPLES, "key", new byte[] {7}, Map.of("name", new byte[] {'x'}))
                .join();
        try (TopicFollower follower =
                new TopicFollower(settings(), "follower", Topic.SAMPLES, 4, false, records::add)) {
            follower.start();
            follower.readToEnd().join();
        }

        // then
        assertThat(position.partition()).isEqualTo(layout.partition(Topic.SAMPLES, "key"));
        LogRecord record = records.stream()
                .filter(one -> one.key().equals("key"))
                .findFirst()
                .orElseThrow();
        assertThat(record.value()).containsExactly(7);
        assertThat(record.header("name")).isEqualTo("x");
        assertThat(record.offset()).isEqualTo(position.offset());
    }

    @Test
    void aBlockOfOneProcessIsFoundByAnotherEvenIfItHasJustBeenPublished() {
        // given
        EncodedBlock block = block("shared", 3);
        try (SeriesBlockLog mine = openBlocks(10_000, Clock.systemUTC());
                SeriesBlockLog other = openBlocks(10_000, Clock.systemUTC());
                SeriesBlockPublisher blocks = new SeriesBlockPublisher(publisher, mine, TOPICS, Clock.systemUTC())) {
            assertThat(other.forTenant("t").find(block.hash())).isNull();

            // when
            blocks.publish("t", block.hash(), block.bytes()).join();

            // then
            assertThat(blocks.isUsable("t", block.hash())).isTrue();
            assertThat(other.forTenant("t").find(block.hash())).isEqualTo(block.block());
            assertThat(other.forTenant("u").find(block.hash())).isNull();
        }
    }

    @Test
    void blocksThatWereForgottenAreReadAgain() {
        // given: room for one of three blocks
        List<EncodedBlock> all = List.of(block("x", 4_000), block("y", 4_000), block("z", 4_000));
        try (SeriesBlockLog log = openBlocks(SeriesBlock.MAX_SERIES, Clock.systemUTC());
                SeriesBlockPublisher blocks = new SeriesBlockPublisher(publisher, log, TOPICS, Clock.systemUTC())) {
            for (EncodedBlock block : all) {
                blocks.publish("", block.hash(), block.bytes()).join();
            }

            // when, then
            for (int round = 0; round < 2; round++) {
                for (EncodedBlock block : all) {
                    assertThat(log.forTenant("").find(block.hash())).isEqualTo(block.block());
                    assertThat(log.cachedSeries()).isLessThanOrEqualTo(SeriesBlock.MAX_SERIES);
                }
            }
        }
    }

    @Test
    void aBlockInUseIsPublishedAgainBeforeItExpires() {
        // given
        ShiftedClock clock = new ShiftedClock();
        EncodedBlock block = block("renewed", 2);
        try (SeriesBlockLog log = openBlocks(10_000, clock);
                SeriesBlockPublisher blocks = new SeriesBlockPublisher(publisher, log, TOPICS, clock)) {
            blocks.publish("", block.hash(), block.bytes()).join();
            long before = publishedAt(log, block.hash());

            // when: a quarter of 48 hours has passed
            clock.ahead = Duration.ofHours(13);
            assertThat(blocks.isUsable("", block.hash())).isTrue();

            // then
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (publishedAt(log, block.hash()) == before && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(publishedAt(log, block.hash())).isGreaterThan(before);
        }
    }

    @Test
    void aBlockThatMayExpireBeforeItsBatchCountsAsUnknown() {
        // given
        ShiftedClock clock = new ShiftedClock();
        EncodedBlock block = block("old", 2);
        try (SeriesBlockLog log = openBlocks(10_000, clock);
                SeriesBlockPublisher blocks = new SeriesBlockPublisher(publisher, log, TOPICS, clock)) {
            blocks.publish("", block.hash(), block.bytes()).join();

            // when, then
            clock.ahead = Duration.ofHours(25);
            assertThat(blocks.isUsable("", block.hash())).isFalse();
            assertThat(log.publishedAtMillis("", block.hash())).isNotNull();
            clock.ahead = Duration.ofHours(49);
            assertThat(log.publishedAtMillis("", block.hash())).isNull();
        }
    }

    private static long publishedAt(SeriesBlockLog log, BlockHash hash) {
        Long publishedAt = log.publishedAtMillis("", hash);
        return publishedAt == null ? 0 : publishedAt;
    }

    @Test
    void anOffsetThatIsGoneIsSaidAloud() {
        // given
        Set<Integer> assigned = java.util.concurrent.ConcurrentHashMap.newKeySet();
        GroupReader.Listener listener = new GroupReader.Listener() {
            @Override
            public void assigned(Set<Integer> partitions) {
                assigned.addAll(partitions);
            }

            @Override
            public void gone(Set<Integer> partitions) {
                assigned.removeAll(partitions);
            }
        };
        try (GroupReader reader =
                new GroupReader(settings(), "reader", "group", Duration.ofSeconds(2), Topic.SAMPLES, listener)) {
            while (assigned.size() < 4) {
                assertThat(reader.poll(Duration.ofMillis(100))).isEmpty();
            }

            // when, then
            reader.goOnFrom(0, 1_000_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            List<LogRecord> unused = reader.poll(Duration.ofMillis(100));
                        }
                    })
                    .isInstanceOf(OffsetGoneException.class)
                    .hasMessageContaining("the reader stands at 1000000");
        }
    }

    @Test
    void keysOfBlocksMayHoldAnyTenant() {
        BlockKey key = new BlockKey("a/b c", new BlockHash(1, -2));
        assertThat(BlockKey.parse(key.text())).isEqualTo(key);
        assertThat(BlockKey.parse("nonsense")).isNull();
        assertThat(BlockKey.parse("t/0011zz")).isNull();
    }
}
