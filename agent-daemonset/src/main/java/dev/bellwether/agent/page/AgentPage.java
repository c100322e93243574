package dev.bellwether.agent.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.agent.collect.ExpositionSink;
import dev.bellwether.agent.config.PageConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The agent's own page: {@code /metrics}, {@code /healthz} and {@code /readyz} (also {@code /health} and {@code /ready}),
 * and the status for people at {@code /}.
 */
public final class AgentPage implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final int MOST_THREADS = 4;

    private final HttpServer server;
    private final ThreadPoolExecutor executor;
    private final Supplier<AgentView> view;
    private final AgentCollector metrics;

    private record Answer(int status, String type, String body) {}

    /**
     * Begins to listen.
     *
     * @throws IOException where the port cannot be had; says which, and why
     */
    public AgentPage(PageConfig config, Supplier<AgentView> view, AgentCollector metrics) throws IOException {
        this.view = view;
        this.metrics = metrics;
        this.server = listen(config);
        this.executor = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(null, task, "agent-page", 256 * 1024);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    private static HttpServer listen(PageConfig config) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(config.address()), config.port()), 16);
        } catch (IOException e) {
            throw new IOException(
                    "page: cannot listen on " + config.address() + ":" + config.port() + ": " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            Answer answer = method.equals("GET") || method.equals("HEAD")
                    ? answer(exchange.getRequestURI().getPath())
                    : new Answer(405, TEXT, "GET and HEAD are allowed\n");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            if (method.equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/" -> new Answer(200, HTML, StatusHtml.of(view.get(), System.currentTimeMillis()));
            case "/metrics" -> new Answer(200, EXPOSITION, exposition());
            case "/healthz", "/health" -> new Answer(200, TEXT, "ok\n");
            case "/readyz", "/ready" -> ready();
            default -> new Answer(404, TEXT, "there is nothing here; try /, /metrics, /healthz or /readyz\n");
        };
    }

    private String exposition() {
        ExpositionSink sink = new ExpositionSink();
        metrics.collect(sink);
        return sink.text();
    }

    private Answer ready() {
        AgentView now = view.get();
        if (now.isReady()) {
            return new Answer(200, TEXT, "ok\n");
        }
        String reason = now.wal().trouble().isEmpty()
                ? "the sender has stopped"
                : now.wal().trouble();
        return new Answer(503, TEXT, "not ready: " + reason + "\n");
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
