package dev.bellwether.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Says how a node does: {@code /healthz} that it lives, {@code /readyz} that it serves and has caught up with the other nodes,
 * so that an orderly exchange of all of them waits for each. Safe for use by many threads.
 */
final class NodePages implements AutoCloseable {
    private static final int RUNNING = 3;
    /** So few records behind, a copy is as good as in step. */
    private static final long SMALL_LAG = 1_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean caughtUp;

    /**
     * Starts to answer.
     *
     * @throws BrokerException where the port is taken
     */
    NodePages(String host, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new BrokerException("cannot listen for HTTP on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        server.createContext("/healthz", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/readyz", exchange -> {
            Optional<String> problem = problem();
            answer(exchange, problem.isEmpty() ? 200 : 503, problem.orElse("ready"));
        });
        server.start();
    }

    /** Why it does not serve or may not be alone yet; once it has caught up it stays ready while it runs. */
    private Optional<String> problem() {
        double state = gauge("type=KafkaServer,name=BrokerState").orElse(0);
        if (state != RUNNING) {
            return Optional.of("the broker starts or stops, or waits for the other nodes (state " + (int) state + ")");
        }
        double lag =
                gauge("type=ReplicaFetcherManager,name=MaxLag,clientId=Replica").orElse(0);
        if (!caughtUp && lag > SMALL_LAG) {
            return Optional.of("copies are " + (long) lag + " records behind");
        }
        caughtUp = true;
        return Optional.empty();
    }

    /** What Kafka tells of itself; empty before it has begun to. */
    private static OptionalDouble gauge(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.server:" + name), "Value");
            return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
        } catch (JMException e) {
            return OptionalDouble.empty();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
