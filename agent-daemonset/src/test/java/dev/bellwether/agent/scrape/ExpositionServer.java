package dev.bellwether.agent.scrape;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback whose answer a test decides. */
public final class ExpositionServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> clients = new CopyOnWriteArrayList<>();
    private volatile HttpHandler handler = exchange -> respond(exchange, 200, "text/plain", "");

    public ExpositionServer() throws IOException {
        this(HttpServer.create(loopback(), 0));
    }

    public ExpositionServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders());
            clients.add(exchange.getRemoteAddress());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    public static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public void answer(HttpHandler newHandler) {
        handler = newHandler;
    }

    /** Answers with a text in the text format. */
    public void answerText(String exposition) {
        answer(exchange -> respond(exchange, 200, "text/plain; version=0.0.4", exposition));
    }

    public static void respond(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        respond(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static void respond(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The headers of every request so far. */
    public List<Headers> requests() {
        return requests;
    }

    /** Where each request came from: equal addresses mean one connection. */
    public List<InetSocketAddress> clients() {
        return clients;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
