package dev.bellwether.bench;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.QueryServer;
import dev.bellwether.query.Readiness;
import dev.bellwether.query.RuleDirectory;
import dev.bellwether.query.alerts.stream.KafkaAlerts;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.query.recent.stream.RecentSamples;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** The API over memory and a database in a process of its own, as standalone puts it together. */
final class QueryProcess {
    private QueryProcess() {}

    /**
     * Arguments: the broker's address, the database's URL, user and password. Greets with the port; {@code jobs} rolls up
     * and packs what is closed, {@code usable} tells whether memory answers.
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StorageConfig storageConfig =
                StorageConfig.of(arguments[1], arguments[2], () -> arguments.length > 3 ? arguments[3] : "");
        KafkaSettings kafka = KafkaSettings.plain(arguments[0]);
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(30))) {
            layout = administration.ensure(Arrays.asList(Topic.values()), LogClients.TOPICS);
        }
        try (TimescaleStorage storage = TimescaleStorage.open(storageConfig, clock);
                SeriesBlockLog blocks = new SeriesBlockLog(
                        kafka, "query", layout, LogClients.TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock)) {
            blocks.start();
            try (RecentSamples recent = new RecentSamples(
                            RecentConfig.DEFAULT, kafka, "query-recent", layout, blocks, registry, clock);
                    LogPublisher publisher = new LogPublisher(kafka, "query", layout);
                    KafkaAlerts alerts = new KafkaAlerts(kafka, layout, publisher, storage.alertLog(), clock);
                    QueryServer server = new QueryServer(
                            QueryConfig.DEFAULT.at("127.0.0.1", 0),
                            new QueryPorts(
                                    recent.over(storage.reader("")),
                                    storage.agents(),
                                    MetadataDirectory.EMPTY,
                                    RuleDirectory.EMPTY,
                                    alerts.ports(),
                                    Readiness.ALWAYS,
                                    registry,
                                    clock))) {
                recent.start();
                Commands.serve(String.valueOf(server.port()), words -> switch (words[0]) {
                    case "jobs" -> {
                        int rolledUp = storage.jobs().rollUp();
                        yield rolledUp + " hours rolled up, " + storage.jobs().pack() + " parts packed";
                    }
                    case "usable" -> String.valueOf(recent.isUsable());
                    default -> throw new IOException("unknown: " + words[0]);
                });
            }
        }
        System.exit(0);
    }
}
