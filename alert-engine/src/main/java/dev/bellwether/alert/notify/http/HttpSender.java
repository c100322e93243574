package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.secret.Redaction;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests to receivers over HTTP/1.1: to allowed addresses alone, resolved once, without proxies and without following
 * redirects. Safe for use by many threads.
 */
public final class HttpSender {
    private final GuardedConnector connector;
    private final SSLSocketFactory tls;
    private final Duration timeout;
    private final Clock clock;

    /**
     * @param connector makes the connections
     * @param tls makes them secure; decides which certificates are trusted
     * @param timeout the longest time from the name's resolution to the end of the answer
     * @param clock for answers that name a time to come back
     */
    public HttpSender(GuardedConnector connector, SSLSocketFactory tls, Duration timeout, Clock clock) {
        this.connector = connector;
        this.tls = tls;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Sends a request and gives the answer if it is a good one.
     *
     * @throws RefusedException where the answer, or the address, means that it never will be
     * @throws IOException where trying again may help; {@code RetryLaterException} where the receiver says when
     */
    public HttpAnswer deliver(HttpCall call) throws IOException, InterruptedException, RefusedException {
        HttpAnswer answer = send(call);
        check(call, answer);
        return answer;
    }

    /** Sends a request and gives whatever is answered. */
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException, RefusedException {
        try {
            return Deadline.run(timeout, () -> exchange(call));
        } catch (IOException e) {
            throw new IOException(call + ": " + new Redaction(call.secrets()).of(describe(e)), e);
        }
    }

    /** Throws what an answer that is not a good one means. */
    public void check(HttpCall call, HttpAnswer answer) throws IOException, RefusedException {
        Answers.check(answer, new Redaction(call.secrets()), clock.instant());
    }

    private HttpAnswer exchange(HttpCall call) throws IOException, RefusedException {
        URI address = call.address();
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
        try (Socket socket = connector.connect(address.getHost(), port)) {
            if (!secure) {
                return HttpExchange.run(socket, call);
            }
            try (Socket encrypted = encrypted(socket, address.getHost(), port)) {
                return HttpExchange.run(encrypted, call);
            }
        }
    }

    private Socket encrypted(Socket socket, String host, int port) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private static String describe(IOException failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable suppressed : failure.getSuppressed()) {
            text.append("; ").append(suppressed.getMessage());
        }
        return text.toString();
    }
}
