package dev.bellwether.ingest;

import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicFollower;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real broker with its topics, and gateways and writers on it, as a composition would make them. */
public final class Pipeline implements AutoCloseable {
    public static final List<Topic> TOPICS =
            List.of(Topic.SAMPLES, Topic.SERIES_BLOCKS, Topic.DEAD_LETTERS, Topic.ALERTS, Topic.NOTIFICATIONS);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final TopicSettings topics;
    private final Clock clock;
    private final int port;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final TopicLayout layout;
    private final LogPublisher publisher;
    private final SeriesBlockLog blocks;
    private EmbeddedBroker broker;

    public Pipeline() {
        this(TopicSettings.STANDALONE, Clock.systemUTC());
    }

    public Pipeline(TopicSettings topics, Clock clock) {
        this.topics = topics;
        this.clock = clock;
        try {
            this.directory = Files.createTempDirectory("bellwether-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.broker = EmbeddedBroker.start(BrokerConfig.local(directory));
        this.port = broker.port();
        try (TopicAdministration administration = new TopicAdministration(settings(), PATIENCE)) {
            layout = administration.ensure(TOPICS, topics);
        }
        publisher = new LogPublisher(settings(), "test", layout);
        blocks = newBlocks("test");
    }

    public KafkaSettings settings() {
        return KafkaSettings.plain(BrokerConfig.LOOPBACK + ":" + port);
    }

    public TopicLayout layout() {
        return layout;
    }

    public LogPublisher publisher() {
        return publisher;
    }

    public SeriesBlockLog blocks() {
        return blocks;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public SeriesBlockLog newBlocks(String name) {
        SeriesBlockLog log =
                new SeriesBlockLog(settings(), name, layout, topics, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock);
        log.start();
        opened.add(log);
        return log;
    }

    /** A gateway on free ports of loopback. */
    public Gateway startGateway() {
        return startGateway(GatewayConfig.LOCAL);
    }

    public Gateway startGateway(GatewayConfig config) {
        Gateway gateway = new Gateway(config.withPorts(0, 0), publisher, blocks, topics, metrics, clock);
        opened.add(gateway);
        gateway.start();
        return gateway;
    }

    public Writer startWriter(Supplier<SampleWriter> storage) {
        return startWriter(storage, quickWriter());
    }

    public Writer startWriter(Supplier<SampleWriter> storage, WriterConfig config) {
        Writer writer = new Writer(config, settings(), publisher, blocks, storage, metrics, clock);
        opened.add(writer);
        writer.start();
        return writer;
    }

    /** Flushes often, so that tests need not wait. */
    public static WriterConfig quickWriter() {
        return new WriterConfig(
                "test-writer", 100_000, Duration.ofMillis(20), Duration.ofSeconds(2), 100_000, Duration.ofMillis(200));
    }

    /** Everything that stands in a topic now, in the order of partitions. */
    public List<LogRecord> readAll(Topic topic) {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        try (TopicFollower follower =
                new TopicFollower(settings(), "test-reader", topic, layout.partitions(topic), false, records::add)) {
            follower.start();
            follower.readToEnd().join();
        }
        List<LogRecord> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparingInt(LogRecord::partition).thenComparingLong(LogRecord::offset));
        return sorted;
    }

    public void stopBroker() {
        broker.close();
    }

    public void restartBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.local(directory).withPort(port));
    }

    public double count(String meter) {
        return metrics.find(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    public double count(String meter, String tag, String value) {
        return metrics.find(meter).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** Waits until something holds; fails when it does not within half a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted: " + what, e);
            }
        }
    }

    @Override
    public void close() {
        for (AutoCloseable one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        publisher.close();
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
