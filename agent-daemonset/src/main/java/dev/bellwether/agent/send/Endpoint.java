package dev.bellwether.agent.send;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway is and how it is talked to.
 *
 * @param host the gateway's host
 * @param grpcPort its gRPC port
 * @param httpPort its HTTP port for the fallback; 0 where there is none
 * @param tls how the connection is protected, or null for plain text
 * @param bearerTokenFile a file with the token, read for each connection, or null
 */
public record Endpoint(
        String host,
        int grpcPort,
        int httpPort,
        @Nullable TlsSettings tls,
        @Nullable Path bearerTokenFile) {
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the gateway's host is empty");
        }
        requirePort("grpcPort", grpcPort, 1);
        requirePort("httpPort", httpPort, 0);
    }

    private static void requirePort(String name, int port, int least) {
        if (port < least || port > 65_535) {
            throw new IllegalArgumentException(name + " is " + port + ", allowed are " + least + " to 65535");
        }
    }

    /** A gateway on a host without TLS and token. */
    public static Endpoint plain(String host, int grpcPort, int httpPort) {
        return new Endpoint(host, grpcPort, httpPort, null, null);
    }
}
