package dev.bellwether.query;

import dev.bellwether.model.Matcher;
import dev.bellwether.process.TlsFiles;
import dev.bellwether.promql.evaluation.QueryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of a {@link QueryServer}.
 *
 * @param host the address to listen on
 * @param port the TCP port, 0 for any free one
 * @param corsOrigins origins whose pages may read the API, such as {@code https://grafana.example}; {@code *} for all,
 *     an empty list for none
 * @param enforcedMatchers conditions added to every selector of every request; nobody can read around them
 * @param query limits and switches of PromQL
 * @param maxRequests how many requests are worked on at the same time, 1 to 10,000; as many again wait
 * @param liveness an agent counts as live as long as its newest batch is younger, at least a second
 * @param tenant whose agents are shown; empty where there is only one
 * @param remoteRead limits of the remote read protocol
 * @param changeToken the bearer token that changes need, asked for each time; empty for none, and then a server that
 *     listens on loopback alone takes changes from everybody, any other from nobody
 * @param readToken the bearer token that everything but the start page, health and metrics needs, asked for each time; the
 *     change token does too; empty for none, and then everybody may read
 * @param tls certificate and key; without it the server speaks in the clear
 */
public record QueryConfig(
        String host,
        int port,
        List<String> corsOrigins,
        List<Matcher> enforcedMatchers,
        QueryOptions query,
        int maxRequests,
        Duration liveness,
        String tenant,
        RemoteReadLimits remoteRead,
        Supplier<String> changeToken,
        Supplier<String> readToken,
        Optional<TlsFiles> tls) {

    /** The port of the API unless told otherwise. */
    public static final int DEFAULT_PORT = 7080;

    private static final int MAX_REQUESTS = 10_000;

    /**
     * Loopback, port {@value #DEFAULT_PORT}, no other origins, Prometheus's limits; names go in each function, as a
     * Prometheus does without its feature {@code promql-delayed-name-removal}.
     */
    public static final QueryConfig DEFAULT = new QueryConfig(
            "127.0.0.1",
            DEFAULT_PORT,
            List.of(),
            List.of(),
            QueryOptions.DEFAULT.withDelayedNameRemoval(false),
            100,
            Duration.ofSeconds(90),
            "",
            RemoteReadLimits.DEFAULT,
            () -> "",
            () -> "",
            Optional.empty());

    public QueryConfig {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(remoteRead, "remoteRead");
        Objects.requireNonNull(changeToken, "changeToken");
        Objects.requireNonNull(readToken, "readToken");
        Objects.requireNonNull(tls, "tls");
        corsOrigins = List.copyOf(corsOrigins);
        enforcedMatchers = List.copyOf(enforcedMatchers);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank; an address such as 127.0.0.1 is needed");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", allowed are 0 to 65535");
        }
        if (maxRequests < 1 || maxRequests > MAX_REQUESTS) {
            throw new IllegalArgumentException("maxRequests is " + maxRequests + ", allowed are 1 to " + MAX_REQUESTS);
        }
        if (liveness.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("liveness is " + liveness + ", at least PT1S is needed");
        }
        for (String origin : corsOrigins) {
            if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
                throw new IllegalArgumentException("corsOrigins has \"" + origin
                        + "\"; allowed are \"*\" and origins such as https://grafana.example:3000");
            }
        }
    }

    /** Whether nobody on another machine can reach the server. */
    public boolean listensOnLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** The same settings at another address. */
    public QueryConfig at(String otherHost, int otherPort) {
        return new QueryConfig(
                otherHost,
                otherPort,
                corsOrigins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings for pages of these origins. */
    public QueryConfig withCorsOrigins(List<String> origins) {
        return new QueryConfig(
                host,
                port,
                origins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings with these conditions on every selector. */
    public QueryConfig withEnforcedMatchers(List<Matcher> matchers) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                matchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings with other limits of PromQL. */
    public QueryConfig withQuery(QueryOptions options) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                options,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings with another bound on requests at the same time. */
    public QueryConfig withMaxRequests(int requests) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                query,
                requests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings with other limits of the remote read protocol. */
    public QueryConfig withRemoteRead(RemoteReadLimits limits) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                limits,
                changeToken,
                readToken,
                tls);
    }

    /** The same settings with a token that changes need. */
    public QueryConfig withChangeToken(Supplier<String> token) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                token,
                readToken,
                tls);
    }

    /** The same settings with a token that reading needs. */
    public QueryConfig withReadToken(Supplier<String> token) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                token,
                tls);
    }

    /** The same settings with TLS. */
    public QueryConfig withTls(TlsFiles files) {
        return new QueryConfig(
                host,
                port,
                corsOrigins,
                enforcedMatchers,
                query,
                maxRequests,
                liveness,
                tenant,
                remoteRead,
                changeToken,
                readToken,
                Optional.of(files));
    }
}
