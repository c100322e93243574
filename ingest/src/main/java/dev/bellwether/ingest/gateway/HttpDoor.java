package dev.bellwether.ingest.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.GatewayMetrics.Door;
import dev.bellwether.process.ServicePages;
import dev.bellwether.protocol.transport.HttpPush;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where remote_write, agents without gRPC, and those who look after the gateway come in.
 *
 * <p>The JDK's own server, with a virtual thread for each request: a request waits for the log and nothing else, so
 * there is nothing that a larger server would do better, and no second copy of Netty.
 */
final class HttpDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String REMOTE_WRITE_PATH = "/api/v1/write";

    static {
        // Small answers leave at once; a request that is never finished is given up. The server reads both once.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "60");
        setUnlessSet("sun.net.httpserver.maxReqHeaders", "100");
    }

    private final HttpServer server;
    private final Authentication authentication;
    private final GatewayMetrics metrics;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    /** What is done with a request of a known sender. */
    interface Handler {
        /** Which door its metrics belong to. */
        Door door();

        /** Answers; the exchange is ended by the caller. */
        void handle(HttpExchange exchange, Principal principal) throws IOException, HttpRefusal;
    }

    private HttpDoor(HttpServer server, Authentication authentication, GatewayMetrics metrics) {
        this.server = server;
        this.authentication = authentication;
        this.metrics = metrics;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Binds the port and starts to answer.
     *
     * @throws GatewayException where the port is taken
     */
    static HttpDoor open(
            GatewayConfig config,
            Authentication authentication,
            GatewayMetrics metrics,
            PrometheusMeterRegistry registry,
            Handler push,
            Handler remoteWrite,
            Supplier<Optional<String>> problem) {
        HttpDoor door = new HttpDoor(bind(config), authentication, metrics);
        door.server.setExecutor(door.threads);
        ServicePages.add(door.server, registry, problem);
        door.server.createContext(HttpPush.PATH, exchange -> door.handle(exchange, push, HttpPush.PATH));
        door.server.createContext(REMOTE_WRITE_PATH, exchange -> door.handle(exchange, remoteWrite, REMOTE_WRITE_PATH));
        door.server.start();
        return door;
    }

    private static HttpServer bind(GatewayConfig config) {
        try {
            if (config.tls().isEmpty()) {
                return HttpServer.create(config.http().socketAddress(), 0);
            }
            SSLContext context = config.tls().get().context();
            HttpsServer server = HttpsServer.create(config.http().socketAddress(), 0);
            boolean certificates = config.tls().get().clientAuthorities().isPresent();
            boolean required = certificates && !config.clientsHaveTokens();
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                    tls.setWantClientAuth(certificates);
                    if (required) {
                        tls.setNeedClientAuth(true);
                    }
                    parameters.setSSLParameters(tls);
                }
            });
            return server;
        } catch (IOException e) {
            throw new GatewayException(
                    "cannot listen for HTTP on " + config.http().host() + ":"
                            + config.http().port() + ": " + e.getMessage(),
                    e);
        }
    }

    private void handle(HttpExchange exchange, Handler handler, String path) throws IOException {
        try (exchange) {
            try {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    throw new HttpRefusal(404, Reason.INVALID, "there is nothing here; " + path + " is what there is");
                }
                if (!exchange.getRequestMethod().equals("POST")) {
                    exchange.getResponseHeaders().set("Allow", "POST");
                    throw new HttpRefusal(
                            405, Reason.INVALID, "method is " + exchange.getRequestMethod() + ", allowed is POST");
                }
                handler.handle(exchange, principal(exchange, handler.door()));
            } catch (HttpRefusal e) {
                refuse(exchange, handler.door(), e);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).addKeyValue("path", path).log("a request fails");
                refuse(exchange, handler.door(), HttpRefusal.later(500, Reason.LOG_AWAY, "the gateway failed", 1));
            }
        }
    }

    private Principal principal(HttpExchange exchange, Door door) throws HttpRefusal {
        Optional<Principal> principal = authentication.authenticate(
                exchange.getRequestHeaders().getFirst("Authorization"), certificates(exchange));
        if (principal.isEmpty()) {
            metrics.unauthenticated(door);
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new HttpRefusal(
                    HttpRefusal.UNAUTHORIZED,
                    Reason.INVALID,
                    "no valid credential; send \"Authorization: Bearer <token>\" or a client certificate");
        }
        return principal.get();
    }

    private static Certificate[] certificates(HttpExchange exchange) {
        if (exchange instanceof HttpsExchange secure) {
            try {
                return secure.getSSLSession().getPeerCertificates();
            } catch (SSLPeerUnverifiedException e) {
                return new Certificate[0];
            }
        }
        return new Certificate[0];
    }

    private void refuse(HttpExchange exchange, Door door, HttpRefusal refusal) throws IOException {
        if (refusal.retryAfterSeconds() > 0) {
            metrics.postponed(door, refusal.reason());
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        } else if (refusal.status() != HttpRefusal.UNAUTHORIZED) {
            metrics.refused(door, refusal.reason());
        }
        byte[] body = (refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(refusal.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Takes no more requests, gives those under way a second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
