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

    /** An alert as it was posted. */
    record Received(String name, String status, String summary) {}

    WebhookListener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
            for (JsonNode alert : message.path("alerts")) {
                received.add(new Received(
                        alert.path("labels").path("alertname").asString(),
                        alert.path("status").asString(),
                        alert.path("annotations").path("summary").asString("")));
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

    @Override
    public void close() {
        server.stop(0);
    }
}
