package dev.bellwether.agent.scrape.http;

import dev.bellwether.agent.scrape.settings.Credentials;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks one target by HTTP/1.1 and keeps the connection for the next time.
 *
 * <p>Written for the resident agent instead of using the JDK's clients: {@code java.net.http} brings a selector thread,
 * an executor and HTTP/2 for what is one GET at a time, {@code HttpURLConnection} knows no deadline for a whole request
 * and no server name of its own for TLS. Here a read never outlives the request's deadline, no thread is needed, and an
 * idle target costs one socket and one buffer.
 *
 * <p>For one thread at a time, but for {@link #close}, which any thread may call and which ends a request under way.
 */
public final class ScrapeClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final String USER_AGENT = "Bellwether";

    private final HttpSettings settings;
    private final LongSupplier nanoTime;
    private final TlsSockets tls;
    private volatile @Nullable HttpConnection connection;
    private volatile boolean closed;

    /**
     * A client.
     *
     * @param settings credentials, TLS, redirects, compression
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public ScrapeClient(HttpSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.tls = new TlsSockets(settings.tls());
    }

    /**
     * Sends a GET and waits for the head of the answer; the body is read from the answer within the same timeout.
     *
     * @param url what to ask for
     * @param accept the header {@code Accept}
     * @param timeout for everything until the end of the body
     * @param bodyLimit the most bytes of the decompressed body, 0 for no limit
     * @throws IOException with a reason for people where there is no answer with status 200
     */
    public HttpAnswer get(URI url, String accept, Duration timeout, long bodyLimit) throws IOException {
        try {
            return follow(url, accept, timeout, bodyLimit);
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    private HttpAnswer follow(URI url, String accept, Duration timeout, long bodyLimit) throws IOException {
        Deadline deadline = new Deadline(nanoTime, timeout);
        Origin first = Origin.of(url);
        URI current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Origin origin = Origin.of(current);
            String request = request(current, accept, timeout, first.trusts(origin));
            HttpConnection used = connect(origin, deadline);
            ResponseHead head = exchange(used, request);
            if (head == null) {
                drop();
                used = connect(origin, deadline);
                head = exchange(used, request);
            }
            if (head == null) {
                throw new EOFException("the target closed the connection without an answer");
            }
            InputStream raw = body(head, used);
            if (head.status() == 200) {
                return answer(head, raw, bodyLimit);
            }
            release(head, raw);
            if (!head.isRedirect() || !settings.followRedirects()) {
                throw new IOException(
                        ("the target answered with HTTP status " + head.status() + " " + head.reason()).strip());
            }
            current = redirected(current, head.header("location"));
        }
        throw new IOException("the target redirected more than " + MAX_REDIRECTS + " times");
    }

    private String request(URI url, String accept, Duration timeout, boolean trusted) throws IOException {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder request = new StringBuilder(512)
                .append("GET ")
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\n")
                .append("Host: ")
                .append(url.getRawAuthority())
                .append("\r\n")
                .append("User-Agent: ")
                .append(USER_AGENT)
                .append("\r\n")
                .append("Accept: ")
                .append(accept)
                .append("\r\n")
                .append("Accept-Encoding: ")
                .append(settings.compression() ? "gzip" : "identity")
                .append("\r\n")
                .append("X-Prometheus-Scrape-Timeout-Seconds: ")
                .append(timeout.toMillis() / 1_000.0)
                .append("\r\n");
        Credentials credentials = settings.credentials();
        if (credentials != null && trusted) {
            String header = credentials.header();
            if (header.indexOf('\n') >= 0 || header.indexOf('\r') >= 0) {
                throw new IOException("the credentials contain a line break, which no header may");
            }
            request.append("Authorization: ").append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** The kept connection where it leads to the origin, else a new one. */
    private HttpConnection connect(Origin origin, Deadline deadline) throws IOException {
        HttpConnection kept = connection;
        if (kept != null && kept.origin().equals(origin)) {
            kept.reuse(deadline);
            return kept;
        }
        drop();
        HttpConnection fresh = HttpConnection.open(origin, origin.secure() ? tls : null, deadline);
        connection = fresh;
        if (closed) {
            throw new IOException("the client was closed");
        }
        return fresh;
    }

    /** Sends and reads the answer's head; null where the server had closed a kept connection meanwhile. */
    private static @Nullable ResponseHead exchange(HttpConnection used, String request) throws IOException {
        try {
            used.send(request);
            return ResponseHead.read(used);
        } catch (SocketException | EOFException e) {
            if (used.isReused()) {
                return null;
            }
            throw e;
        }
    }

    private static InputStream body(ResponseHead head, HttpConnection used) throws IOException {
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            return BodyStreams.chunked(used);
        }
        String length = head.header("content-length");
        if (length.isEmpty()) {
            return used.stream();
        }
        try {
            long bytes = Long.parseLong(length);
            if (bytes >= 0) {
                return BodyStreams.ofLength(used.stream(), bytes);
            }
        } catch (NumberFormatException e) {
            throw new IOException("the header Content-Length is \"" + length + "\", allowed is a number", e);
        }
        throw new IOException("the header Content-Length is " + length + ", at least 0 is needed");
    }

    private HttpAnswer answer(ResponseHead head, InputStream raw, long bodyLimit) throws IOException {
        String encoding = head.header("content-encoding").toLowerCase(Locale.ROOT);
        InputStream decoded = switch (encoding) {
            case "", "identity" -> raw;
            case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8 * 1024);
            default ->
                throw new IOException(
                        "the header Content-Encoding is \"" + encoding + "\", allowed are gzip and identity");
        };
        InputStream body = BodyStreams.limited(decoded, bodyLimit);
        return new HttpAnswer(head.header("content-type"), body, () -> {
            release(head, raw);
            if (decoded != raw) {
                decoded.close();
            }
        });
    }

    /** Keeps the connection where the rest of the body is short and the server keeps it too. */
    private void release(ResponseHead head, InputStream raw) throws IOException {
        boolean ends =
                head.headers().containsKey("content-length") || head.headers().containsKey("transfer-encoding");
        if (!ends || !head.keepsConnection() || closed || !isDrained(raw)) {
            drop();
        }
    }

    private static boolean isDrained(InputStream raw) {
        try {
            byte[] rest = new byte[1_024];
            int drained = 0;
            while (drained < MAX_DRAINED_BYTES) {
                int read = raw.read(rest);
                if (read < 0) {
                    return true;
                }
                drained += read;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static URI redirected(URI from, String location) throws IOException {
        try {
            return from.resolve(URI.create(location));
        } catch (IllegalArgumentException e) {
            throw new IOException("the target redirected to \"" + location + "\", which is no address", e);
        }
    }

    private void drop() throws IOException {
        HttpConnection dropped = connection;
        connection = null;
        if (dropped != null) {
            dropped.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        HttpConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
