package dev.bellwether.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes webhooks and remembers their alerts. */
final class WebhookListener implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * An alert as it was posted.
     *
     * @param notification the id of the message, which a repeat has too
     * @param labels all of the alert's labels
     * @param startsAt when it says that the alert began
     */
    record Received(
            String notification, String name, String status, String summary, JsonNode labels, String startsAt) {}

    WebhookListener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            for (JsonNode alert : message.path("alerts")) {
                received.add(new Received(
                        key,
                        alert.path("labels").path("alertname").asString(),
                        alert.path("status").asString(),
                        alert.path("annotations").path("summary").asString(""),
                        alert.path("labels"),
                        alert.path("startsAt").asString()));
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** What came of one alert, in order. */
    List<Received> of(String name) {
        return received.stream().filter(one -> one.name().equals(name)).toList();
    }

    /** All that came, in order. */
    List<Received> all() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
