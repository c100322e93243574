package dev.bellwether.agent.send;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.protocol.transport.HttpPush;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * The way out where gRPC does not get through: what waits is posted at once, and the next request begins when the one before
 * is answered. One thread per connection.
 */
final class HttpConnector implements Connector {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MAX_BATCHES = 16;

    private final Endpoint endpoint;
    private final URI address;

    /** A connector to an HTTP address of the endpoint. */
    HttpConnector(Endpoint endpoint, URI address) {
        this.endpoint = endpoint;
        this.address = address;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Connection connect(Connection.Listener listener) throws IOException {
        URL url = address.resolve(HttpPush.PATH).toURL();
        PostingConnection connection = new PostingConnection(url, endpoint, listener);
        SenderThreads.daemon("agent-http").newThread(connection::run).start();
        return connection;
    }

    @Override
    public void close() {}

    private static final class PostingConnection implements Connection {
        private final URL url;
        private final Endpoint endpoint;
        private final Listener listener;
        private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        private PostingConnection(URL url, Endpoint endpoint, Listener listener) {
            this.url = url;
            this.endpoint = endpoint;
            this.listener = listener;
        }

        @Override
        public boolean isReady() {
            return waiting.size() < MAX_BATCHES;
        }

        @Override
        public void send(byte[] batch) {
            waiting.add(batch);
        }

        @Override
        public void close() {
            closed = true;
            waiting.add(new byte[0]);
        }

        private void run() {
            try {
                while (!closed) {
                    List<byte[]> batches = new ArrayList<>();
                    batches.add(waiting.take());
                    waiting.drainTo(batches, MAX_BATCHES - 1);
                    if (!closed) {
                        post(batches);
                        listener.onReady();
                    }
                }
                listener.onClosed(new Failure(Failure.Kind.ENDED, "closed"));
            } catch (RefusedException e) {
                listener.onClosed(new Failure(Failure.Kind.REFUSED, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                listener.onClosed(new Failure(Failure.Kind.UNREACHABLE, String.valueOf(e.getMessage())));
            } catch (InterruptedException e) {
                listener.onClosed(new Failure(Failure.Kind.ENDED, "interrupted"));
            }
        }

        private void post(List<byte[]> batches) throws IOException {
            HttpURLConnection request = (HttpURLConnection) url.openConnection();
            if (request instanceof HttpsURLConnection https) {
                protect(https);
            }
            String token = BearerToken.read(endpoint.tokenFile());
            if (token != null) {
                request.setRequestProperty("Authorization", "Bearer " + token);
            }
            byte[] body = body(batches);
            request.setConnectTimeout((int) endpoint.connectTimeout().toMillis());
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setInstanceFollowRedirects(false);
            request.setRequestMethod("POST");
            request.setDoOutput(true);
            request.setFixedLengthStreamingMode(body.length);
            request.setRequestProperty("Content-Type", HttpPush.CONTENT_TYPE);
            if (endpoint.compressed()) {
                request.setRequestProperty("Content-Encoding", "zstd");
            }
            request.setRequestProperty("Accept-Encoding", "zstd");
            try (var target = request.getOutputStream()) {
                target.write(body);
            }
            int status = request.getResponseCode();
            if (status == 401 || status == 403) {
                throw new RefusedException("HTTP status " + status + " from " + url);
            }
            if (status != 200) {
                throw new IOException("HTTP status " + status + " from " + url);
            }
            try (InputStream raw = request.getInputStream();
                    InputStream answers =
                            "zstd".equals(request.getContentEncoding()) ? new ZstdInputStream(raw) : raw) {
                PushResponse response = PushResponse.parseDelimitedFrom(answers);
                while (response != null) {
                    Answer answer = Answers.fromProto(response);
                    if (answer != null) {
                        listener.onAnswer(answer);
                    }
                    response = PushResponse.parseDelimitedFrom(answers);
                }
            }
        }

        private void protect(HttpsURLConnection https) throws IOException {
            SSLContext tls = TlsContext.of(endpoint.tls());
            String serverName = endpoint.tls().serverName();
            https.setSSLSocketFactory(
                    serverName == null ? tls.getSocketFactory() : new NamedSockets(tls.getSocketFactory(), serverName));
            if (serverName != null) {
                // The handshake has checked the certificate against the configured name.
                https.setHostnameVerifier((host, session) -> true);
            }
        }

        private byte[] body(List<byte[]> batches) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (OutputStream target = endpoint.compressed() ? new ZstdOutputStream(body) : body) {
                for (byte[] batch : batches) {
                    PushRequest.newBuilder()
                            .setBatch(UnsafeByteOperations.unsafeWrap(batch))
                            .build()
                            .writeDelimitedTo(target);
                }
            }
            return body.toByteArray();
        }
    }

    /** The credential was refused. */
    private static final class RefusedException extends IOException {
        private RefusedException(String message) {
            super(message);
        }
    }
}
