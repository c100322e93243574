package dev.bellwether.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that gives recorded answers and notes what it was asked. */
final class RecordedServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Answer(int status, byte[] body) {}

    RecordedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers requests for a path. */
    RecordedServer on(String path, int status, String body) {
        answers.put(path, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    RecordedServer bytes(String path, byte[] body) {
        answers.put(path, new Answer(200, body));
        return this;
    }

    RecordedServer data(String path, String data) {
        return on(path, 200, "{\"status\":\"success\",\"data\":" + data + "}");
    }

    /** Never answers requests for a path. */
    RecordedServer silentOn(String path) {
        return on(path, 0, "");
    }

    /** What stood in the headers Authorization of the requests. */
    List<String> tokens() {
        return tokens;
    }

    /** What was asked: the path and the decoded parameters, in the order of arrival. */
    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        boolean binary = "snappy".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        requests.add(
                path + " " + (binary ? "" : URLDecoder.decode(query == null ? body : query, StandardCharsets.UTF_8)));
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            tokens.add(path + " " + token);
        }
        Answer answer = answers.getOrDefault(path, new Answer(404, "not here".getBytes(StandardCharsets.UTF_8)));
        if (answer.status() == 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        byte[] bytes = answer.body();
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
