package dev.bellwether.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code send}.
 *
 * @param endpoint the gateway's gRPC address, {@code grpc://host:port} or {@code grpcs://host:port}
 * @param httpEndpoint the gateway's HTTP address for where gRPC does not get through, or null for none
 * @param tls for {@code grpcs} and {@code https}
 * @param tokenFile the file of the bearer token, read anew when it changes, or null
 * @param window the most batches that wait for an acknowledgement
 * @param compression of batches on their way
 * @param connectTimeout how long connecting may take
 * @param acknowledgeTimeout how long an acknowledgement may take before the stream is opened anew
 * @param maxReconnectDelay the longest pause before the next attempt to connect
 * @param flushTimeout how long a stop waits for what is still to be sent
 */
public record SendConfig(
        URI endpoint,
        @Nullable URI httpEndpoint,
        SendTls tls,
        @Nullable Path tokenFile,
        int window,
        Compression compression,
        Duration connectTimeout,
        Duration acknowledgeTimeout,
        Duration maxReconnectDelay,
        Duration flushTimeout) {
    /** The largest window. */
    public static final int MAX_WINDOW = 1_000;

    /** To a gateway on this machine. */
    public static final SendConfig DEFAULT = new SendConfig(
            URI.create("grpc://127.0.0.1:7082"),
            null,
            SendTls.NONE,
            null,
            16,
            Compression.ZSTD,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    /** How batches are compressed. */
    public enum Compression {
        NONE,
        ZSTD
    }

    /**
     * Files of TLS, all PEM.
     *
     * @param caFile the roots to trust, or null for the system's
     * @param certFile the agent's certificate, or null
     * @param keyFile its private key; present exactly where the certificate is
     * @param serverName the name that the gateway's certificate must have, or null for the endpoint's host
     */
    public record SendTls(
            @Nullable Path caFile,
            @Nullable Path certFile,
            @Nullable Path keyFile,
            @Nullable String serverName) {
        /** The system's roots, no certificate of the agent's own. */
        public static final SendTls NONE = new SendTls(null, null, null, null);

        public SendTls {
            if ((certFile == null) != (keyFile == null)) {
                throw new IllegalArgumentException((certFile == null ? "keyFile" : "certFile")
                        + " stands alone, allowed are both certFile and keyFile or none of them");
            }
        }
    }

    public SendConfig {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window is " + window + ", allowed are 1 to " + MAX_WINDOW);
        }
    }
}
