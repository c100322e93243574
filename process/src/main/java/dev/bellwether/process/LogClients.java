package dev.bellwether.ingest;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What gateway and writer need of the log when each is a process of its own. */
final class LogClients implements AutoCloseable {
    private static final List<Topic> TOPICS = List.of(Topic.SAMPLES, Topic.SERIES_BLOCKS, Topic.DEAD_LETTERS);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final KafkaSettings settings;
    private final TopicSettings topics;
    private final LogPublisher publisher;
    private final SeriesBlockLog blocks;

    private LogClients(KafkaSettings settings, TopicSettings topics, LogPublisher publisher, SeriesBlockLog blocks) {
        this.settings = settings;
        this.topics = topics;
        this.publisher = publisher;
        this.blocks = blocks;
    }

    /** Waits for the log, makes sure of the topics, reads the blocks. */
    static LogClients open(Environment environment, String name) {
        KafkaSettings settings = settings(environment);
        TopicSettings usual = TopicSettings.STANDALONE;
        TopicSettings topics = new TopicSettings(
                environment.number("BELLWETHER_KAFKA_BROKERS", usual.brokers()),
                environment.number("BELLWETHER_SAMPLE_PARTITIONS", usual.samplePartitions()),
                environment.number("BELLWETHER_RULE_PARTITIONS", usual.rulePartitions()),
                environment.duration("BELLWETHER_SAMPLES_RETENTION", usual.samplesRetention()),
                environment.number("BELLWETHER_SAMPLES_RETENTION_BYTES", usual.samplesRetentionBytes()));
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(settings, START_TIMEOUT)) {
            layout = administration.ensure(TOPICS, topics);
        }
        LogPublisher publisher = new LogPublisher(settings, name, layout);
        SeriesBlockLog blocks = new SeriesBlockLog(
                settings,
                name,
                layout,
                topics,
                environment.number("BELLWETHER_CACHED_BLOCK_SERIES", SeriesBlockLog.DEFAULT_CACHED_SERIES),
                Clock.systemUTC());
        blocks.start();
        return new LogClients(settings, topics, publisher, blocks);
    }

    private static KafkaSettings settings(Environment environment) {
        Map<String, String> connection = new HashMap<>();
        environment.path("BELLWETHER_KAFKA_PROPERTIES").ifPresent(file -> connection.putAll(read(file)));
        return new KafkaSettings(environment.required("BELLWETHER_KAFKA"), connection);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "BELLWETHER_KAFKA_PROPERTIES names " + file + ", which cannot be read: " + e, e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name, "")));
        return settings;
    }

    KafkaSettings settings() {
        return settings;
    }

    TopicSettings topics() {
        return topics;
    }

    LogPublisher publisher() {
        return publisher;
    }

    SeriesBlockLog blocks() {
        return blocks;
    }

    @Override
    public void close() {
        blocks.close();
        publisher.close();
    }
}
