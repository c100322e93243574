package dev.bellwether.system;

import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Gateway and writer in this process, broker and database each in one of their own, so that each can go away alone. */
final class SplitPipeline implements AutoCloseable {
    private static final TopicSettings TOPICS = TopicSettings.STANDALONE;

    private final Path directory;
    private final Path brokerLog;
    private final int brokerPort = FreePorts.take();
    private final DatabaseProcess database;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Gateway gateway;
    private JavaProcess broker;

    /** Starts everything; blocks until agents can come in. */
    SplitPipeline(String name) {
        directory = Folders.temporary(name);
        brokerLog = Folders.log(name + "-broker");
        broker = broker();
        database = DatabaseProcess.start(directory.resolve("postgres"));
        KafkaSettings kafka = KafkaSettings.plain("127.0.0.1:" + brokerPort);
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(60))) {
            layout = administration.ensure(List.of(Topic.SAMPLES, Topic.SERIES_BLOCKS, Topic.DEAD_LETTERS), TOPICS);
        }
        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SeriesBlockLog blocks =
                open(new SeriesBlockLog(kafka, "system", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock));
        blocks.start();
        LogPublisher publisher = open(new LogPublisher(kafka, "system", layout));
        TimescaleStorage storage =
                open(TimescaleStorage.open(StorageConfig.of(database.jdbcUrl(), "postgres", () -> ""), clock));
        Writer writer =
                open(new Writer(WriterConfig.DEFAULT, kafka, publisher, blocks, storage::newWriter, registry, clock));
        writer.start();
        gateway = open(new Gateway(GatewayConfig.LOCAL.withPorts(0, 0), publisher, blocks, TOPICS, registry, clock));
        gateway.start();
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    private JavaProcess broker() {
        return JavaProcess.start(
                "dev.bellwether.broker.BrokerMain",
                List.of("--data", directory.resolve("kafka").toString(), "--port", String.valueOf(brokerPort)),
                directory,
                brokerLog);
    }

    int grpcPort() {
        return gateway.grpcPort();
    }

    JavaProcess runningBroker() {
        return broker;
    }

    /** Starts the broker again after its end. */
    void restartBroker() {
        broker = broker();
    }

    DatabaseProcess databaseProcess() {
        return database;
    }

    ReaderDatabase database() {
        return () -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(part + " does not close", e);
            }
        }
        broker.close();
        database.close();
        Folders.delete(directory);
    }
}
