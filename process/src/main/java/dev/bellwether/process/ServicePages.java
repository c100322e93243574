package dev.bellwether.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The pages that every component has: {@code /healthz} (also {@code /health}) says that the process lives, {@code
 * /readyz} (also {@code /ready}) that it can do its work, {@code /metrics} what it counts.
 */
public final class ServicePages {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private ServicePages() {}

    /**
     * Adds the pages to a server.
     *
     * @param problem asked for each look: why it cannot work, empty where it can
     */
    public static void add(HttpServer server, PrometheusMeterRegistry registry, Supplier<Optional<String>> problem) {
        HttpHandler health = exchange -> answer(exchange, 200, TEXT, "ok\n");
        HttpHandler ready = exchange -> {
            Optional<String> found = problem.get();
            answer(exchange, found.isEmpty() ? 200 : 503, TEXT, found.orElse("ready") + "\n");
        };
        server.createContext("/healthz", health);
        server.createContext("/health", health);
        server.createContext("/readyz", ready);
        server.createContext("/ready", ready);
        server.createContext("/metrics", exchange -> answer(exchange, 200, EXPOSITION, registry.scrape()));
    }

    /** Sends an answer and ends the exchange. */
    public static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("HEAD") || bytes.length == 0) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
