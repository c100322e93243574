package dev.bellwether.process;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A server of {@link ServicePages} and nothing else, which listens from its construction on. A process without a server of its
 * own has one for life; one with such a server has this until the other listens, so that it can be asked from its first
 * second on. Safe for use by many threads.
 */
public final class PageServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Supplier<Optional<String>> problem;

    /**
     * Starts to listen, by {@code BELLWETHER_HTTP_HOST} and {@code …_PORT}, with TLS where {@link TlsFiles} are set up.
     *
     * @param usualPort the port unless told otherwise
     * @param starting why it is not ready yet
     * @throws UncheckedIOException where the port is taken
     */
    public static PageServer open(
            Environment environment, int usualPort, PrometheusMeterRegistry registry, String starting) {
        return new PageServer(
                environment.text("BELLWETHER_HTTP_HOST", "127.0.0.1"),
                environment.number("BELLWETHER_HTTP_PORT", usualPort),
                TlsFiles.of(environment),
                registry,
                starting);
    }

    private PageServer(
            String host, int port, Optional<TlsFiles> tls, PrometheusMeterRegistry registry, String starting) {
        this.problem = () -> Optional.of(starting);
        this.server = bind(host, port, tls);
        server.setExecutor(threads);
        ServicePages.add(server, registry, () -> problem.get());
        server.start();
    }

    private static HttpServer bind(String host, int port, Optional<TlsFiles> tls) {
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (tls.isEmpty()) {
                return HttpServer.create(address, 0);
            }
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()));
            return secure;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for HTTP on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** From now on this tells why it cannot work, empty where it can; asked for each look. */
    public void problem(Supplier<Optional<String>> asked) {
        problem = asked;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops listening; the port is free afterwards. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
