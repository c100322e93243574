package dev.bellwether.query.wiring;

import dev.bellwether.process.TlsFiles;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.api.Handlers;
import dev.bellwether.query.api.RequestBridge;
import dev.bellwether.query.exchange.ReadGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Micronaut with the routes of this module, in a context of its own: several may run in one JVM. Started on construction.
 */
public final class HttpRuntime implements AutoCloseable {
    private static final int LONGEST_REQUEST_LINE_BYTES = 256 * 1024;
    private static final long LARGEST_BODY_BYTES = 16L * 1024 * 1024;
    private static final long IDLE_THREAD_SECONDS = 30;
    private static final String CERTIFICATE = "api";

    private final ThreadPoolExecutor workers;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    /**
     * Starts listening.
     *
     * @throws RuntimeException where the address cannot be bound
     */
    public HttpRuntime(QueryConfig config, Handlers handlers, MeterRegistry registry) {
        workers = workers(config.maxRequests());
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .propertySources(PropertySource.of("bellwether-query", properties(config)))
                .singletons(
                        handlers,
                        new RequestBridge(workers, registry, new ReadGuard(config.readToken(), config.changeToken())))
                .build();
        try {
            context.start();
            server = context.getBean(EmbeddedServer.class);
            server.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ThreadPoolExecutor workers(int count) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                count,
                count,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(count),
                Thread.ofPlatform().daemon().name("query-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static Map<String, Object> properties(QueryConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", "bellwether-query");
        properties.put("micronaut.server.host", config.host());
        properties.put("micronaut.server.port", config.port() == 0 ? -1 : config.port());
        properties.put("micronaut.server.max-request-size", LARGEST_BODY_BYTES);
        properties.put("micronaut.server.server-header", "bellwether");
        properties.put("micronaut.server.netty.max-initial-line-length", LONGEST_REQUEST_LINE_BYTES);
        config.tls().ifPresent(files -> properties.putAll(tls(files, config.port())));
        // Bodies are compressed where they are written, off the event loop.
        properties.put("micronaut.server.netty.compression-threshold", -1);
        properties.put("micronaut.server.cors.enabled", !config.corsOrigins().isEmpty());
        if (!config.corsOrigins().isEmpty()) {
            properties.put("micronaut.server.cors.configurations.api.allowed-origins-regex", origins(config));
            properties.put(
                    "micronaut.server.cors.configurations.api.allowed-methods", List.of("GET", "POST", "OPTIONS"));
            properties.put(
                    "micronaut.server.cors.configurations.api.allowed-headers",
                    List.of("Accept", "Authorization", "Content-Type", "Origin"));
            properties.put("micronaut.server.cors.configurations.api.exposed-headers", List.of("Date"));
            properties.put("micronaut.server.cors.configurations.api.allow-credentials", false);
        }
        return properties;
    }

    private static Map<String, Object> tls(TlsFiles files, int port) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.ssl.enabled", true);
        properties.put("micronaut.server.ssl.port", port == 0 ? -1 : port);
        properties.put("micronaut.server.ssl.key-name", CERTIFICATE);
        String certificate = "micronaut.certificate.file." + CERTIFICATE + ".";
        properties.put(certificate + "path", files.privateKey().toString());
        properties.put(certificate + "certificate-path", files.certificates().toString());
        properties.put(certificate + "format", "PEM");
        // Not by watching: a mounted Secret is renewed by turning a link that stands beside the files.
        properties.put(certificate + "refresh-mode", "SCHEDULER");
        properties.put(certificate + "refresh-interval", "20s");
        return properties;
    }

    private static String origins(QueryConfig config) {
        return config.corsOrigins().contains("*")
                ? ".*"
                : config.corsOrigins().stream().map(Pattern::quote).collect(Collectors.joining("|", "^(?:", ")$"));
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The context, for whoever wants to know its routes. */
    ApplicationContext context() {
        return context;
    }

    /** Stops listening; requests under way end with an error. */
    @Override
    public void close() {
        context.close();
        workers.shutdownNow();
    }
}
