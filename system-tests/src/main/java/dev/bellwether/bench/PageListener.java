package dev.bellwether.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes webhooks; remembers when each alert fired for the first time, by its label {@code instance}. */
final class PageListener implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> firstNanos = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();

    PageListener() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
            for (JsonNode alert : message.path("alerts")) {
                if (alert.path("status").asString().equals("firing")) {
                    firstNanos.putIfAbsent(alert.path("labels").path("instance").asString(), now);
                }
            }
            messages.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** When each instance's alert came first, by {@link System#nanoTime}. */
    Map<String, Long> firstNanos() {
        return firstNanos;
    }

    /** How many messages came. */
    long messages() {
        return messages.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
