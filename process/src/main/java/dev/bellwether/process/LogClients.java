package dev.bellwether.process;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process of its own needs of the log. Its parts are safe for use by many threads; it closes them. */
public final class LogClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogClients.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final TopicSettings topics;
    private final TopicLayout layout;
    private final LogPublisher publisher;
    private final SeriesBlockLog blocks;

    private LogClients(
            KafkaSettings settings,
            TopicSettings topics,
            TopicLayout layout,
            LogPublisher publisher,
            SeriesBlockLog blocks) {
        this.settings = settings;
        this.topics = topics;
        this.layout = layout;
        this.publisher = publisher;
        this.blocks = blocks;
    }

    /**
     * Waits for the log for as long as it takes, saying so every ten seconds, makes sure of all topics, reads the blocks.
     *
     * @param name names the clients in the broker's log
     * @throws IllegalArgumentException where a setting is wrong
     * @throws dev.bellwether.stream.TopicMismatchException where a topic has another count of partitions
     */
    public static LogClients open(Environment environment, String name, Clock clock) throws InterruptedException {
        KafkaSettings settings = settings(environment);
        TopicSettings topics = topics(environment);
        int cachedSeries = environment.number("BELLWETHER_CACHED_BLOCK_SERIES", SeriesBlockLog.DEFAULT_CACHED_SERIES);
        TopicLayout layout = awaitTopics(settings, topics);
        LogPublisher publisher = new LogPublisher(settings, name, layout);
        SeriesBlockLog blocks = new SeriesBlockLog(settings, name, layout, topics, cachedSeries, clock);
        readBlocks(blocks);
        return new LogClients(settings, topics, layout, publisher, blocks);
    }

    private static void readBlocks(SeriesBlockLog blocks) throws InterruptedException {
        Runnable read = blocks::start;
        while (true) {
            try {
                read.run();
                return;
            } catch (LogUnavailableException e) {
                LOG.warn("waiting for the log: {}", e.getMessage());
            }
            read = blocks::catchUp;
            Thread.sleep(PAUSE);
        }
    }

    private static TopicLayout awaitTopics(KafkaSettings settings, TopicSettings topics) throws InterruptedException {
        while (true) {
            try (TopicAdministration administration = new TopicAdministration(settings, ATTEMPT)) {
                return administration.ensure(Arrays.asList(Topic.values()), topics);
            } catch (LogUnavailableException e) {
                LOG.warn("waiting for the log at {}: {}", settings.bootstrapServers(), e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    private static TopicSettings topics(Environment environment) {
        TopicSettings usual = TopicSettings.STANDALONE;
        return new TopicSettings(
                environment.number("BELLWETHER_KAFKA_BROKERS", usual.brokers()),
                environment.number("BELLWETHER_SAMPLE_PARTITIONS", usual.samplePartitions()),
                environment.number("BELLWETHER_RULE_PARTITIONS", usual.rulePartitions()),
                environment.duration("BELLWETHER_SAMPLES_RETENTION", usual.samplesRetention()),
                environment.number("BELLWETHER_SAMPLES_RETENTION_BYTES", usual.samplesRetentionBytes()));
    }

    /**
     * How the log is reached: {@code BELLWETHER_KAFKA}, and what the file of {@code BELLWETHER_KAFKA_PROPERTIES} adds under
     * Kafka's own names.
     *
     * @throws IllegalArgumentException where the first is missing or the file cannot be read
     */
    public static KafkaSettings settings(Environment environment) {
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

    /** How the log is reached. */
    public KafkaSettings settings() {
        return settings;
    }

    /** What decides over the topics' settings. */
    public TopicSettings topics() {
        return topics;
    }

    /** How the topics stand; all of them. */
    public TopicLayout layout() {
        return layout;
    }

    /** Appends to any topic. */
    public LogPublisher publisher() {
        return publisher;
    }

    /** The series blocks of the log, read to their end. */
    public SeriesBlockLog blocks() {
        return blocks;
    }

    @Override
    public void close() {
        blocks.close();
        publisher.close();
    }
}
