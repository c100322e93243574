package dev.bellwether.operator.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the API server at {@value #PATH}, over HTTPS. Works on threads of its own until it is closed.
 *
 * <pre>{@code
 * AdmissionServer server = AdmissionServer.start(9443, tlsFiles.context(), client.getKubernetesSerialization());
 * }</pre>
 */
public final class AdmissionServer implements AutoCloseable {
    /** Where reviews are posted. */
    public static final String PATH = "/validate";

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionServer.class);
    private static final int LARGEST_BODY = 4 << 20;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final KubernetesSerialization serialization;
    private final Admission admission;

    private AdmissionServer(HttpsServer server, KubernetesSerialization serialization) {
        this.server = server;
        this.serialization = serialization;
        this.admission = new Admission(serialization);
    }

    /**
     * Starts a server on all addresses.
     *
     * @param port the port, 0 for any that is free
     * @param tls shows the server's certificate
     * @throws UncheckedIOException where the port cannot be had
     */
    public static AdmissionServer start(int port, SSLContext tls, KubernetesSerialization serialization) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(port), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            AdmissionServer started = new AdmissionServer(server, serialization);
            server.setExecutor(started.threads);
            server.createContext(PATH, started::handle);
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("the webhook cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                reply(exchange, METHOD_NOT_ALLOWED, "a review is posted\n");
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                reply(exchange, TOO_LARGE, "a review has at most " + LARGEST_BODY + " bytes\n");
                return;
            }
            AdmissionReview review = read(body);
            if (review == null || review.getRequest() == null) {
                reply(exchange, BAD_REQUEST, "an AdmissionReview with a request is needed\n");
                return;
            }
            AdmissionReview answer = new AdmissionReview();
            answer.setResponse(admission.answer(review.getRequest()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply(exchange, OK, serialization.asJson(answer));
        }
    }

    private @Nullable AdmissionReview read(byte[] body) {
        try {
            return serialization.unmarshal(new String(body, StandardCharsets.UTF_8), AdmissionReview.class);
        } catch (RuntimeException e) {
            LOG.debug("what was posted is no review", e);
            return null;
        }
    }

    private static void reply(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
