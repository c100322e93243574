package dev.bellwether.ingest.gateway;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a gateway is started with.
 *
 * @param grpc where agents come in
 * @param http where remote_write and agents without gRPC come in; health and metrics stand there too
 * @param tls certificate and key of both doors; without it they speak in the clear
 * @param credentials the file of {@link CredentialFile}; needed unless both doors listen on loopback or clients show
 *     certificates
 * @param limits what one sender may do
 * @param maxInFlightBytes bytes on their way into the log at once, 1 MiB to 48 MiB; beyond it senders are asked to wait
 * @param reflection whether the gRPC door describes itself to tools such as grpcurl
 */
public record GatewayConfig(
        ListenAddress grpc,
        ListenAddress http,
        Optional<TlsFiles> tls,
        Optional<Path> credentials,
        GatewayLimits limits,
        int maxInFlightBytes,
        boolean reflection) {
    private static final int LEAST_IN_FLIGHT = 1 << 20;
    private static final int MOST_IN_FLIGHT = 48 << 20;

    /** Both doors on loopback at their usual ports, without TLS or credentials. */
    public static final GatewayConfig LOCAL = new GatewayConfig(
            ListenAddress.loopback(7082),
            ListenAddress.loopback(7081),
            Optional.empty(),
            Optional.empty(),
            GatewayLimits.DEFAULT,
            32 << 20,
            false);

    public GatewayConfig {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(limits, "limits");
        if (maxInFlightBytes < LEAST_IN_FLIGHT || maxInFlightBytes > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException("maxInFlightBytes is " + maxInFlightBytes + ", allowed are "
                    + LEAST_IN_FLIGHT + " to " + MOST_IN_FLIGHT);
        }
        boolean clientsAreKnown = credentials.isPresent()
                || tls.flatMap(TlsFiles::clientAuthorities).isPresent();
        if (!clientsAreKnown && !(grpc.isLoopback() && http.isLoopback())) {
            throw new IllegalArgumentException("grpc listens on " + grpc.host() + " and http on " + http.host()
                    + " without credentials; name a credentials file or client authorities, or listen on 127.0.0.1");
        }
    }

    /** The same on other ports of the same hosts. */
    public GatewayConfig withPorts(int grpcPort, int httpPort) {
        return new GatewayConfig(
                new ListenAddress(grpc.host(), grpcPort),
                new ListenAddress(http.host(), httpPort),
                tls,
                credentials,
                limits,
                maxInFlightBytes,
                reflection);
    }

    /** The same with other limits. */
    public GatewayConfig withLimits(GatewayLimits others) {
        return new GatewayConfig(grpc, http, tls, credentials, others, maxInFlightBytes, reflection);
    }

    /** The same with a file of credentials. */
    public GatewayConfig withCredentials(Path file) {
        return new GatewayConfig(grpc, http, tls, Optional.of(file), limits, maxInFlightBytes, reflection);
    }

    /** The same with TLS. */
    public GatewayConfig withTls(TlsFiles files) {
        return new GatewayConfig(grpc, http, Optional.of(files), credentials, limits, maxInFlightBytes, reflection);
    }
}
