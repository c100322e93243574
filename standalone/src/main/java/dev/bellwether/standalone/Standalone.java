package dev.bellwether.standalone;

import dev.bellwether.agent.collect.CollectorCatalog;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.config.IdentityConfig;
import dev.bellwether.agent.demo.SimulatedFleet;
import dev.bellwether.agent.main.Agent;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.main.AlertLog;
import dev.bellwether.alert.main.AlertSettings;
import dev.bellwether.alert.main.AlertWiring;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.BrokerException;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.ingest.alertlog.AlertLogger;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.gateway.GatewayException;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.QueryServer;
import dev.bellwether.query.alerts.stream.KafkaAlerts;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.query.recent.stream.RecentSamples;
import dev.bellwether.standalone.Parts.Part;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
 * <p>Starts in the order in which data needs it, side by side where that allows it, and stops in the order in which data
 * flows, so that what is on its way arrives.
 */
final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final Duration JOB_INTERVAL = Duration.ofMinutes(1);
    private static final TopicSettings TOPICS = TopicSettings.STANDALONE;

    private final StandaloneConfig config;
    private final Console console;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Parts parts = new Parts();

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
        parts.add(Part.DATA, data);
        PortCheck.requireFree(config);

        Pair<Log, Stored> engines = sideBySide(() -> startLog(data), () -> startStorage(data));
        Log log = engines.first();
        Stored stored = engines.second();
        // The way of a sample first: while the first ones travel, alerts and the API get ready.
        Writer writer = sideBySide(() -> startWriter(log, stored.storage()), () -> startWayIn(data, log))
                .first();
        startReaders(log, stored.storage(), writer);

        console.ready(Duration.ofNanos(System.nanoTime() - started));
        hints(data, stored.database());
        ready = true;
        ClassArchive.begin().ifPresent(archive -> parts.add(Part.CLASSES, archive));
    }

    /** The log and what all use of it. */
    private record Log(KafkaSettings kafka, TopicLayout layout, SeriesBlockLog blocks, LogPublisher publisher) {}

    /** The database and what is kept in it. */
    private record Stored(EmbeddedDatabase database, TimescaleStorage storage) {}

    private record Pair<A, B>(A first, B second) {}

    private Log startLog(DataDirectory data) {
        int port = config.ports().broker();
        timed(
                Part.BROKER,
                "Kafka on 127.0.0.1:" + port,
                () -> EmbeddedBroker.start(
                        new BrokerConfig(data.resolve("kafka"), BrokerConfig.LOOPBACK, port, Map.of())));
        KafkaSettings kafka = KafkaSettings.plain("127.0.0.1:" + port);
        TopicLayout layout = ensureTopics(kafka);
        SeriesBlockLog blocks = parts.add(
                Part.BLOCKS,
                new SeriesBlockLog(kafka, "bellwether", layout, TOPICS, SeriesBlockLog.DEFAULT_CACHED_SERIES, clock));
        blocks.start();
        return new Log(kafka, layout, blocks, parts.add(Part.PUBLISHER, new LogPublisher(kafka, "bellwether", layout)));
    }

    private Stored startStorage(DataDirectory data) {
        EmbeddedDatabase database = timed(
                Part.DATABASE,
                "PostgreSQL on 127.0.0.1:" + config.ports().database(),
                () -> EmbeddedDatabase.start(
                        data.resolve("postgres"), config.ports().database()));
        TimescaleStorage storage = parts.add(
                Part.STORAGE,
                TimescaleStorage.open(
                        StorageConfig.of(database.jdbcUrl(), database.user(), database::password), clock));
        parts.add(Part.JOBS, storage.startJobs(JOB_INTERVAL));
        return new Stored(database, storage);
    }

    private Writer startWriter(Log log, TimescaleStorage storage) {
        return timed(Part.WRITER, storage.dialect().name().toLowerCase(Locale.ROOT) + " tables", () -> {
            Writer made = new Writer(
                    WriterConfig.DEFAULT,
                    log.kafka(),
                    log.publisher(),
                    log.blocks(),
                    storage::newWriter,
                    registry,
                    clock);
            made.start();
            return made;
        });
    }

    /** Gateway and agents. */
    private Gateway startWayIn(DataDirectory data, Log log) {
        StandaloneConfig.Ports ports = config.ports();
        Gateway started =
                timed(Part.GATEWAY, "grpc 127.0.0.1:" + ports.grpc() + ", http 127.0.0.1:" + ports.http(), () -> {
                    Gateway gateway = new Gateway(
                            GatewayConfig.LOCAL.withPorts(ports.grpc(), ports.http()),
                            log.publisher(),
                            log.blocks(),
                            TOPICS,
                            registry,
                            clock);
                    gateway.start();
                    return gateway;
                });
        AgentConfig agent = agentConfig(data);
        timed(Part.AGENT, "http://127.0.0.1:" + ports.agent(), () -> Agent.startWithPage(agent));
        if (config.demoAgents() > 0) {
            timed(
                    Part.DEMO,
                    config.demoAgents() + " simulated machines",
                    () -> SimulatedFleet.start(config.demoAgents(), data.resolve("demo-agents"), agent.send()));
        }
        return started;
    }

    /** Alert engine and API. */
    private void startReaders(Log log, TimescaleStorage storage, Writer writer) {
        KafkaControls controls =
                parts.add(Part.CONTROLS, new KafkaControls(log.kafka(), log.layout(), log.publisher()));
        controls.start();
        AlertService alerts = timed(Part.ALERTS, "rules of " + config.manifests(), () -> {
            AlertService service = new AlertWiring(
                            new AlertSettings(
                                    "standalone",
                                    "http://" + config.host() + ":"
                                            + config.ports().api(),
                                    AddressPolicy.STANDALONE,
                                    Optional.empty()),
                            new AlertLog(log.kafka(), log.layout(), log.blocks(), log.publisher(), controls),
                            storage.reader(""),
                            registry,
                            clock)
                    .withManifests(config.manifests());
            service.start();
            return service;
        });
        AlertLogger alertLog =
                parts.add(Part.ALERT_LOG, new AlertLogger(log.kafka(), log.layout(), storage::newAlertLogWriter));
        alertLog.start();
        KafkaAlerts board = parts.add(
                Part.BOARD, new KafkaAlerts(log.kafka(), log.layout(), log.publisher(), storage.alertLog(), clock));
        board.start();
        RecentSamples recent = parts.add(
                Part.RECENT,
                new RecentSamples(
                        RecentConfig.DEFAULT,
                        log.kafka(),
                        "query-recent",
                        log.layout(),
                        log.blocks(),
                        registry,
                        clock));
        recent.start();
        int port = config.ports().api();
        timed(
                Part.API,
                "http://" + config.host() + ":" + port,
                () -> new QueryServer(
                        QueryConfig.DEFAULT.at(config.host(), port).withChangeToken(config::currentApiToken),
                        new QueryPorts(
                                recent.over(storage.reader("")),
                                storage.agents(),
                                MetadataDirectory.over(storage.metrics()),
                                new AlertRuleDirectory(
                                        () -> alerts, config.manifests().toString()),
                                board.ports(),
                                () -> missing(writer, storage),
                                registry,
                                clock)));
    }

    /** Both at once; what has started is kept where the other fails. */
    private static <A, B> Pair<A, B> sideBySide(Callable<A> first, Callable<B> second) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<A> one = threads.submit(first);
            Future<B> other = threads.submit(second);
            return new Pair<>(one.get(), other.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StartupException("a part does not start: " + e.getCause(), e);
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

    private <T extends AutoCloseable> T timed(Part part, String where, Callable<T> start) {
        long started = System.nanoTime();
        try {
            T running = parts.add(part, start.call());
            console.started(part.title(), where, Duration.ofNanos(System.nanoTime() - started));
            return running;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartupException(part.title() + " does not start: " + e.getMessage(), e);
        }
    }

    /** Stops all that has started; shown where it had come up, for else the reason is all that a person wants to read. */
    @Override
    public void close() {
        if (ready) {
            console.line("");
        }
        parts.stop((title, took) -> {
            if (ready) {
                console.stopped(title, took);
            }
        });
    }
}
