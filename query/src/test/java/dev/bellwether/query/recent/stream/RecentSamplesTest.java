package dev.bellwether.query.recent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.query.recent.Reading;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecentSamplesTest {
    private static final SeriesBlock BLOCK = new SeriesBlock(List.of(
            new SeriesDescriptor(Labels.of("__name__", "up"), new MetricMetadata(MetricType.GAUGE, "", "Up or not.")),
            new SeriesDescriptor(
                    Labels.of("__name__", "wait_seconds_bucket", "le", "1"),
                    new MetricMetadata(MetricType.HISTOGRAM, "seconds", "Waiting."))));

    @TempDir
    Path directory;

    private final Clock clock = Clock.systemUTC();
    private EmbeddedBroker broker;
    private TopicLayout layout;
    private LogPublisher publisher;
    private SeriesBlockLog blocks;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory));
        try (TopicAdministration administration = new TopicAdministration(settings(), Duration.ofSeconds(20))) {
            layout = administration.ensure(List.of(Topic.SAMPLES, Topic.SERIES_BLOCKS), TopicSettings.STANDALONE);
        }
        publisher = new LogPublisher(settings(), "test", layout);
        blocks = new SeriesBlockLog(
                settings(), "test", layout, TopicSettings.STANDALONE, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock);
        blocks.start();
    }

    @AfterEach
    void stopBroker() {
        blocks.close();
        publisher.close();
        broker.close();
    }

    private KafkaSettings settings() {
        return KafkaSettings.plain(broker.bootstrapServers());
    }

    @Test
    void samplesFromBeforeAndAfterTheStartAreInMemory() {
        // given
        long now = clock.millis();
        publish("a", 1, now - 30_000, "");
        publish("other-tenant", 1, now - 30_000, "somebody");

        try (RecentSamples recent = new RecentSamples(
                RecentConfig.DEFAULT, settings(), "recent", layout, blocks, new SimpleMeterRegistry(), clock)) {
            SeriesReader reader = recent.over(new InMemorySeries());

            // when
            recent.start();
            awaitSamples(recent, reader, now, 1);
            publish("a", 2, now - 15_000, "");
            publish("b", 1, now - 15_000, "");

            // then
            assertThat(awaitSamples(recent, reader, now, 3))
                    .containsExactly(
                            "up{cluster=\"c\", instance=\"a\"} " + (now - 30_000) + " 3ff0000000000000",
                            "up{cluster=\"c\", instance=\"a\"} " + (now - 15_000) + " 3ff0000000000000",
                            "up{cluster=\"c\", instance=\"b\"} " + (now - 15_000) + " 3ff0000000000000");
        }
    }

    private static List<String> awaitSamples(RecentSamples recent, SeriesReader reader, long now, int count) {
        Selection selection = new Selection(List.of(Matcher.equal("__name__", "up")), now - 3_600_000, now + 3_600_000);
        List<String> samples = List.of();
        while (!recent.isUsable() || samples.size() < count) {
            Thread.onSpinWait();
            samples = Reading.all(reader, selection);
        }
        return samples;
    }

    private void publish(String instance, long sequence, long time, String tenant) {
        SampleBatch batch = new SampleBatch(
                new BatchIdentity(instance, 1, sequence),
                Labels.of("instance", instance),
                Labels.of("cluster", "c"),
                List.of(new Section(BLOCK, new Values.Frame(time, new double[] {1, 5}))),
                List.of());
        publisher
                .publish(
                        Topic.SAMPLES,
                        instance,
                        BatchEncoder.encodeSingleUse(batch),
                        Map.of(BatchHeaders.TENANT, tenant.getBytes(StandardCharsets.UTF_8)))
                .join();
    }
}
