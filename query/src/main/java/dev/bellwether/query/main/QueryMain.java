package dev.bellwether.query.main;

import dev.bellwether.process.Environment;
import dev.bellwether.process.LogClients;
import dev.bellwether.process.PageServer;
import dev.bellwether.process.Program;
import dev.bellwether.process.Running;
import dev.bellwether.process.TlsFiles;
import dev.bellwether.process.database.DatabaseEnvironment;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.QueryServer;
import dev.bellwether.query.alerts.stream.KafkaAlerts;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.query.recent.stream.RecentSamples;
import dev.bellwether.storage.timescale.AwaitedStorage;
import dev.bellwether.storage.timescale.StorageConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The API as a process of its own, set up by environment variables; docs/processes.md lists them.
 *
 * <p>Rules and alerts come from the log, samples from memory and the database. While the database is away it answers what it
 * can and says on {@code /readyz} what it lacks.
 */
public final class QueryMain {
    private QueryMain() {}

    /** Serves until the process is told to stop; ends with 2 for a wrong setting, 1 where it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        Program.run(QueryMain::start);
    }

    private static void start(Environment environment, Running running) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        QueryConfig config = config(environment);
        RecentConfig memory = memory(environment);
        StorageConfig database = DatabaseEnvironment.config(environment);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        AwaitedStorage storage = running.add(AwaitedStorage.start(database, clock));
        LogClients log;
        try (PageServer pages = PageServer.open(environment, config.port(), registry, "waiting for the log")) {
            log = running.add(LogClients.open(environment, "bellwether-query", clock));
        }
        KafkaAlerts alerts =
                running.add(new KafkaAlerts(log.settings(), log.layout(), log.publisher(), storage.alertLog(), clock));
        alerts.start();
        RecentSamples recent = running.add(new RecentSamples(
                memory, log.settings(), "bellwether-query-recent", log.layout(), log.blocks(), registry, clock));
        recent.start();
        running.add(new QueryServer(
                config,
                new QueryPorts(
                        recent.over(storage.reader("")),
                        storage.agents(),
                        MetadataDirectory.over(storage.metrics()),
                        alerts.rules(),
                        alerts.ports(),
                        () -> missing(storage, alerts),
                        registry,
                        clock)));
    }

    private static List<String> missing(AwaitedStorage storage, KafkaAlerts alerts) {
        List<String> missing = new ArrayList<>();
        storage.problem().ifPresent(missing::add);
        if (!alerts.isRead()) {
            missing.add("rules and alerts are being read from the log");
        }
        return missing;
    }

    static QueryConfig config(Environment environment) {
        QueryConfig usual = QueryConfig.DEFAULT;
        QueryConfig config = usual.at(
                        environment.text("BELLWETHER_HTTP_HOST", usual.host()),
                        environment.number("BELLWETHER_HTTP_PORT", usual.port()))
                .withCorsOrigins(environment.words("BELLWETHER_CORS_ORIGINS"))
                .withMaxRequests(environment.number("BELLWETHER_MAX_REQUESTS", usual.maxRequests()))
                .withChangeToken(environment.secret("BELLWETHER_API_TOKEN_FILE"))
                .withReadToken(environment.secret("BELLWETHER_READ_TOKEN_FILE"));
        return TlsFiles.of(environment).map(config::withTls).orElse(config);
    }

    /** Unless told otherwise, samples in memory take at most a third of the heap. */
    static RecentConfig memory(Environment environment) {
        RecentConfig usual = RecentConfig.DEFAULT;
        long third = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 3);
        return new RecentConfig(
                environment.duration("BELLWETHER_RECENT_WINDOW", usual.window()),
                environment.number("BELLWETHER_RECENT_BYTES", Math.min(usual.maxBytes(), third)),
                usual.clockSkew(),
                usual.tenant());
    }
}
