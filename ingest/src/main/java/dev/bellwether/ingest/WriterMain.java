package dev.bellwether.ingest;

import dev.bellwether.ingest.alertlog.AlertLogger;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.process.Environment;
import dev.bellwether.process.LogClients;
import dev.bellwether.process.PageServer;
import dev.bellwether.process.Program;
import dev.bellwether.process.Running;
import dev.bellwether.process.database.DatabaseEnvironment;
import dev.bellwether.storage.StorageUnavailableException;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The writer as a process of its own, set up by environment variables; docs/processes.md lists them. */
public final class WriterMain {
    private static final Duration JOB_INTERVAL = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final int PAGES_PORT = 7084;

    private WriterMain() {}

    /**
     * Writes until the process is told to stop or records are found to be lost; ends with 2 for a wrong setting, 1 where
     * it cannot start or go on.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Program.run(WriterMain::run);
    }

    private static void run(Environment environment, Running running) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        WriterConfig config = config(environment);
        StorageConfig database = DatabaseEnvironment.config(environment);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PageServer pages =
                running.add(PageServer.open(environment, PAGES_PORT, registry, "waiting for the log and the database"));
        LogClients log = running.add(LogClients.open(environment, "bellwether-writer", clock));
        TimescaleStorage storage = running.add(awaitStorage(database, clock));
        running.add(storage.startJobs(JOB_INTERVAL));
        AlertLogger alertLog = running.add(new AlertLogger(log.settings(), log.layout(), storage::newAlertLogWriter));
        Writer writer = running.add(
                new Writer(config, log.settings(), log.publisher(), log.blocks(), storage::newWriter, registry, clock));
        writer.start();
        alertLog.start();
        pages.problem(writer::problem);
        writer.awaitStop();
        Optional<String> failure = writer.failure();
        if (failure.isPresent()) {
            throw new IllegalStateException(failure.get());
        }
    }

    /** Waits for the database for as long as it takes, and says so every ten seconds. */
    private static TimescaleStorage awaitStorage(StorageConfig config, Clock clock) throws InterruptedException {
        while (true) {
            try {
                return TimescaleStorage.open(config.withStartTimeout(ATTEMPT), clock);
            } catch (StorageUnavailableException e) {
                LoggerFactory.getLogger(WriterMain.class).warn("waiting for the database: {}", e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    static WriterConfig config(Environment environment) {
        WriterConfig usual = WriterConfig.DEFAULT;
        return new WriterConfig(
                environment.text("BELLWETHER_WRITER_GROUP", usual.group()),
                environment.number("BELLWETHER_FLUSH_ROWS", usual.flushRows()),
                environment.duration("BELLWETHER_FLUSH_INTERVAL", usual.flushInterval()),
                environment.duration("BELLWETHER_SESSION_TIMEOUT", usual.sessionTimeout()),
                environment.number("BELLWETHER_CACHED_SERIES", usual.cachedSeries()),
                environment.duration("BELLWETHER_MAX_BACKOFF", usual.maxBackoff()));
    }
}
