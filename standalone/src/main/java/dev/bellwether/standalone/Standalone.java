package dev.bellwether.standalone;

import dev.bellwether.agent.collect.CollectorCatalog;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.config.IdentityConfig;
import dev.bellwether.agent.demo.SimulatedFleet;
import dev.bellwether.agent.main.Agent;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.stream.KafkaControls;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.BrokerException;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.gateway.GatewayException;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.QueryServer;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.query.recent.stream.RecentSamples;
import dev.bellwether.storage.MetricDirectory;
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
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process: broker and database, gateway, writer, alert engine, API, and an agent for this machine.
 *
 * <p>Starts in the order in which data needs it, stops in the order in which data flows, so that what is on its way arrives.
 */
final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final Duration JOB_INTERVAL = Duration.ofMinutes(1);
    private static final TopicSettings TOPICS = TopicSettings.STANDALONE;

    private final StandaloneConfig config;
    private final Console console;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** The parts that run, the one that data reaches first on top. */
    private final Deque<Part> parts = new ConcurrentLinkedDeque<>();

    private record Part(String name, AutoCloseable running) {}

    private boolean ready;

    private Standalone(StandaloneConfig config, Console console) {
        this.config = config;
        this.console = console;
    }

    /**
     * Starts everything; what had started is stopped again where a part does not.
     *
     * @throws StartupException where a part does not start, with the reason in one line
     */
    static Standalone start(StandaloneConfig config, Console console) {
        Standalone standalone = new Standalone(config, console);
        try {
            standalone.startParts();
            return standalone;
        } catch (BrokerException | GatewayException e) {
            standalone.close();
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            standalone.close();
            throw e;
        }
    }

    private void startParts() {
        long started = System.nanoTime();
        console.title("Bellwether 0.1.0");
        DataDirectory data = DataDirectory.take(config.data());
        parts.push(new Part("data", data));
        StandaloneConfig.Ports ports = config.ports();
        PortCheck.requireFree(config);

        EmbeddedDatabase database = startEngines(data);
        KafkaSettings kafka = KafkaSettings.plain("127.0.0.1:" + ports.broker());
        TopicLayout layout = ensureTopics(kafka);
        SeriesBlockLog blocks =
                new SeriesBlockLog(kafka, "bellwether", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock);
        parts.push(new Part("blocks", blocks));
        blocks.start();
        LogPublisher publisher = push("publisher", new LogPublisher(kafka, "bellwether", layout));
        TimescaleStorage storage = push(
                "storage",
                TimescaleStorage.open(
                        StorageConfig.of(database.jdbcUrl(), database.user(), database::password), clock));
        push("jobs", storage.startJobs(JOB_INTERVAL));

        KafkaControls controls = push("controls", new KafkaControls(kafka, layout, publisher));
        controls.start();
        AlertService alerts = timed("alert engine", "rules of " + config.manifests(), () -> {
            AlertService service = AlertWiring.service(
                    config.manifests(),
                    kafka,
                    layout,
                    blocks,
                    controls,
                    registry,
                    "http://" + config.host() + ":" + ports.api(),
                    clock);
            service.start();
            return service;
        });
        Writer writer = timed("writer", storage.dialect().name().toLowerCase(Locale.ROOT) + " tables", () -> {
            Writer made =
                    new Writer(WriterConfig.DEFAULT, kafka, publisher, blocks, storage::newWriter, registry, clock);
            made.start();
            return made;
        });
        RecentSamples recent = push(
                "recent samples",
                new RecentSamples(RecentConfig.DEFAULT, kafka, "query-recent", layout, blocks, registry, clock));
        recent.start();
        timed(
                "API",
                "http://" + config.host() + ":" + ports.api(),
                () -> new QueryServer(
                        QueryConfig.DEFAULT.at(config.host(), ports.api()),
                        new QueryPorts(
                                recent.over(storage.reader("")),
                                storage.agents(),
                                metadata(storage.metrics()),
                                new AlertRuleDirectory(
                                        () -> alerts, config.manifests().toString()),
                                () -> missing(writer, storage),
                                registry,
                                clock)));
        timed("gateway", "grpc 127.0.0.1:" + ports.grpc() + ", http 127.0.0.1:" + ports.http(), () -> {
            Gateway gateway = new Gateway(
                    GatewayConfig.LOCAL.withPorts(ports.grpc(), ports.http()),
                    publisher,
                    blocks,
                    TOPICS,
                    registry,
                    clock);
            gateway.start();
            return gateway;
        });
        AgentConfig agent = agentConfig(data);
        timed("agent", "http://127.0.0.1:" + ports.agent(), () -> Agent.startWithPage(agent));
        if (config.demoAgents() > 0) {
            timed(
                    "demo agents",
                    config.demoAgents() + " simulated machines",
                    () -> SimulatedFleet.start(config.demoAgents(), data.resolve("demo-agents"), agent.send()));
        }

        console.ready(Duration.ofNanos(System.nanoTime() - started));
        hints(data, database);
        ready = true;
    }

    /** Broker and database side by side: each takes seconds. */
    private EmbeddedDatabase startEngines(DataDirectory data) {
        StandaloneConfig.Ports ports = config.ports();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<EmbeddedBroker> broker = threads.submit(() -> timed(
                    "broker",
                    "Kafka on 127.0.0.1:" + ports.broker(),
                    () -> EmbeddedBroker.start(
                            new BrokerConfig(data.resolve("kafka"), BrokerConfig.LOOPBACK, ports.broker(), Map.of()))));
            Future<EmbeddedDatabase> database = threads.submit(() -> timed(
                    "database",
                    "PostgreSQL on 127.0.0.1:" + ports.database(),
                    () -> EmbeddedDatabase.start(data.resolve("postgres"), ports.database())));
            broker.get();
            return database.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StartupException("broker or database does not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while starting", e);
        }
    }

    private TopicLayout ensureTopics(KafkaSettings kafka) {
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(30))) {
            return administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
    }

    private static MetadataDirectory metadata(MetricDirectory metrics) {
        return metric -> {
            SortedMap<String, List<MetricMetadata>> byName = new TreeMap<>();
            metrics.metadata(metric).forEach((name, metadata) -> byName.put(name, List.of(metadata)));
            return byName;
        };
    }

    private static List<String> missing(Writer writer, TimescaleStorage storage) {
        return Stream.of(writer.problem(), storage.problem())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The person's file decides what is collected and scraped; where samples go and are kept is this process's matter. */
    private AgentConfig agentConfig(DataDirectory data) {
        AgentConfigLoader loader = AgentConfigLoader.standard(
                System.getenv(), CollectorCatalog.standard().definitions());
        AgentConfig own = loaded(loader.parse("standalone", data.resolve("agent"), """
                agent: {dataDirectory: '%s'}
                collectors: {defaults: {interval: 5s}}
                send: {endpoint: 'grpc://127.0.0.1:%d', httpEndpoint: 'http://127.0.0.1:%d'}
                page: {address: 127.0.0.1, port: %d}
                """.formatted(
                        data.resolve("agent"),
                        config.ports().grpc(),
                        config.ports().http(),
                        config.ports().agent())));
        if (config.agentConfig().isEmpty()) {
            return own;
        }
        AgentConfig given = loaded(loader.load(config.agentConfig().get()));
        IdentityConfig identity = new IdentityConfig(
                given.identity().id(),
                own.identity().dataDirectory(),
                given.identity().externalLabels(),
                given.identity().targetLabels());
        return new AgentConfig(
                identity,
                given.paths(),
                given.collectors(),
                given.scrapeConfigs(),
                given.wal(),
                own.send(),
                own.page(),
                given.log());
    }

    private static AgentConfig loaded(ConfigResult result) {
        return switch (result) {
            case ConfigResult.Loaded(AgentConfig config) -> config;
            case ConfigResult.Invalid invalid -> throw new StartupException(invalid.message());
        };
    }

    private void hints(DataDirectory data, EmbeddedDatabase database) {
        try {
            Files.writeString(data.resolve("database-url"), database.readerUrl() + "\n");
        } catch (IOException e) {
            LOG.warn("the database's URL cannot be written down: {}", e.toString());
        }
        String api = config.host() + ":" + config.ports().api();
        console.hint("curl -s '" + api + "/api/v1/agents'", "this machine");
        console.hint("curl -s '" + api + "/api/v1/range?metric=node_load1'", "its load over the last hour");
        console.hint(
                "psql '" + database.readerUrl() + "' -c 'SELECT * FROM cpu_metrics ORDER BY time DESC LIMIT 5'", "SQL");
        console.line("");
        console.line("Rules and notifiers are read from " + config.manifests() + ". Ctrl-C stops it in order.");
    }

    private <T extends AutoCloseable> T push(String name, T running) {
        parts.push(new Part(name, running));
        return running;
    }

    private <T extends AutoCloseable> T timed(String name, String where, Callable<T> start) {
        long started = System.nanoTime();
        try {
            T running = push(name, start.call());
            console.started(name, where, Duration.ofNanos(System.nanoTime() - started));
            return running;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartupException(name + " does not start: " + e.getMessage(), e);
        }
    }

    /** Stops all that has started; shown where it had come up, for else the reason is all that a person wants to read. */
    @Override
    public void close() {
        if (ready) {
            console.line("");
        }
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            long started = System.nanoTime();
            try {
                part.running().close();
                if (ready) {
                    console.stopped(part.name(), Duration.ofNanos(System.nanoTime() - started));
                }
            } catch (Exception e) {
                LOG.warn("{} does not stop in order: {}", part.name(), e.toString());
            }
        }
    }
}
