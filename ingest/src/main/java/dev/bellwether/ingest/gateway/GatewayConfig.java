package dev.bellwether.ingest.gateway;

import dev.bellwether.process.TlsFiles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a gateway is started with.
 *
 * @param grpc where agents come in
 * @param http where remote_write and agents without gRPC come in; health and metrics stand there too
 * @param tls certificate and key of both doors; without it they speak in the clear
 * @param credentials the file of {@link CredentialFile}; needed unless both doors listen on loopback, clients show
 *     certificates or agents bring tokens
 * @param agentTokens which tokens of a Kubernetes cluster agents may bring; empty where they bring none
 * @param limits what one sender may do
 * @param maxInFlightBytes bytes on their way into the log at once, 1 MiB to 48 MiB; beyond it senders are asked to wait
 * @param reflection whether the gRPC door describes itself to tools such as grpcurl
 */
public record GatewayConfig(
        ListenAddress grpc,
        ListenAddress http,
        Optional<TlsFiles> tls,
        Optional<Path> credentials,
        Optional<AgentTokens> agentTokens,
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
            Optional.empty(),
            GatewayLimits.DEFAULT,
            32 << 20,
            false);

    public GatewayConfig {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(agentTokens, "agentTokens");
        Objects.requireNonNull(limits, "limits");
        if (maxInFlightBytes < LEAST_IN_FLIGHT || maxInFlightBytes > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException("maxInFlightBytes is " + maxInFlightBytes + ", allowed are "
                    + LEAST_IN_FLIGHT + " to " + MOST_IN_FLIGHT);
        }
        boolean clientsAreKnown = credentials.isPresent()
                || agentTokens.isPresent()
                || tls.flatMap(TlsFiles::clientAuthorities).isPresent();
        if (!clientsAreKnown && !(grpc.isLoopback() && http.isLoopback())) {
            throw new IllegalArgumentException(
                    "grpc listens on " + grpc.host() + " and http on " + http.host()
                            + " without credentials; name a credentials file, keys of agents' tokens or client authorities, or listen on 127.0.0.1");
        }
    }

    /** The same on other ports of the same hosts. */
    public GatewayConfig withPorts(int grpcPort, int httpPort) {
        return new GatewayConfig(
                new ListenAddress(grpc.host(), grpcPort),
                new ListenAddress(http.host(), httpPort),
                tls,
                credentials,
                agentTokens,
                limits,
                maxInFlightBytes,
                reflection);
    }

    /** The same with other limits. */
    public GatewayConfig withLimits(GatewayLimits others) {
        return new GatewayConfig(grpc, http, tls, credentials, agentTokens, others, maxInFlightBytes, reflection);
    }

    /** The same with a file of credentials. */
    public GatewayConfig withCredentials(Path file) {
        return new GatewayConfig(grpc, http, tls, Optional.of(file), agentTokens, limits, maxInFlightBytes, reflection);
    }

    /** The same with TLS. */
    public GatewayConfig withTls(TlsFiles files) {
        return new GatewayConfig(
                grpc, http, Optional.of(files), credentials, agentTokens, limits, maxInFlightBytes, reflection);
    }

    /** The same with tokens of a cluster. */
    public GatewayConfig withAgentTokens(AgentTokens tokens) {
        return new GatewayConfig(
                grpc, http, tls, credentials, Optional.of(tokens), limits, maxInFlightBytes, reflection);
    }

    /** Whether a sender can be known by a token, and need not show a certificate. */
    boolean clientsHaveTokens() {
        return credentials.isPresent() || agentTokens.isPresent();
    }
}
