package dev.bellwether.bench;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** What a gateway or a writer needs of the log, as standalone makes it. */
record LogClients(KafkaSettings kafka, TopicLayout layout, LogPublisher publisher, SeriesBlockLog blocks)
        implements AutoCloseable {
    static final TopicSettings TOPICS = TopicSettings.STANDALONE;

    static LogClients open(String bootstrapServers) {
        KafkaSettings kafka = KafkaSettings.plain(bootstrapServers);
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(30))) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        SeriesBlockLog blocks = new SeriesBlockLog(
                kafka, "bench", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, Clock.systemUTC());
        blocks.start();
        return new LogClients(kafka, layout, new LogPublisher(kafka, "bench", layout), blocks);
    }

    @Override
    public void close() {
        blocks.close();
        publisher.close();
    }
}
