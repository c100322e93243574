package dev.bellwether.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A page of metrics of which each scrape sees the next number. */
final class CounterPage implements AutoCloseable {
    static final String METRIC = "scraped_number";

    private final HttpServer server;
    private final AtomicInteger scrapes = new AtomicInteger();

    CounterPage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/metrics", exchange -> {
            String text = "# TYPE " + METRIC + " gauge\n" + METRIC + " " + scrapes.incrementAndGet() + "\n";
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How often it was read. */
    int scrapes() {
        return scrapes.get();
    }

    /** Answers nobody any more. */
    void vanish() {
        server.stop(0);
    }

    @Override
    public void close() {
        vanish();
    }
}
