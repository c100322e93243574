package dev.bellwether.ingest;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.ingest.alertlog.AlertLogger;
import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.StorageScheduler;
import dev.bellwether.storage.timescale.TimescaleStorage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The writer as a process of its own, set up by environment variables; the module's README lists them. */
public final class WriterMain {
    private static final Duration JOB_INTERVAL = Duration.ofMinutes(1);
    private static final int PAGES_PORT = 7084;

    private WriterMain() {}

    /**
     * Writes until the process is told to stop or records are found to be lost; ends with 2 for a wrong setting, 1 where
     * it cannot start or go on.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Environment environment = new Environment(System.getenv());
        try {
            WriterConfig config = config(environment);
            StorageConfig database = database(environment);
            LogClients log = LogClients.open(environment, "bellwether-writer");
            TimescaleStorage storage = TimescaleStorage.open(database, Clock.systemUTC());
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Writer writer = new Writer(
                    config,
                    log.settings(),
                    log.publisher(),
                    log.blocks(),
                    storage::newWriter,
                    registry,
                    Clock.systemUTC());
            HttpServer pages = pages(environment);
            ServicePages.add(pages, registry, writer::problem);
            pages.start();
            AlertLogger alertLog =
                    new AlertLogger(log.settings(), log.publisher().layout(), storage::newAlertLogWriter);
            StorageScheduler jobs = storage.startJobs(JOB_INTERVAL);
            writer.start();
            alertLog.start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                writer.close();
                                alertLog.close();
                                jobs.close();
                                storage.close();
                                log.close();
                                pages.stop(0);
                            },
                            "writer-stop"));
            writer.awaitStop();
            Optional<String> failure = writer.failure();
            if (failure.isPresent()) {
                System.err.println(failure.get());
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
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

    private static StorageConfig database(Environment environment) {
        return StorageConfig.of(
                environment.required("BELLWETHER_DATABASE_URL"),
                environment.required("BELLWETHER_DATABASE_USER"),
                password(environment));
    }

    /** Read at every new connection, so that a rotated secret is picked up. */
    private static Supplier<String> password(Environment environment) {
        Optional<Path> file = environment.path("BELLWETHER_DATABASE_PASSWORD_FILE");
        if (file.isEmpty()) {
            return () -> "";
        }
        return () -> {
            try {
                return Files.readString(file.get()).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("BELLWETHER_DATABASE_PASSWORD_FILE cannot be read", e);
            }
        };
    }

    private static HttpServer pages(Environment environment) {
        String host = environment.text("BELLWETHER_HTTP_HOST", "127.0.0.1");
        int port = environment.number("BELLWETHER_HTTP_PORT", PAGES_PORT);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for HTTP on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }
}
