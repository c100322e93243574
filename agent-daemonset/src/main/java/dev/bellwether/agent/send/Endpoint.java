package dev.bellwether.agent.send;

import dev.bellwether.agent.config.SendConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway is and how it is talked to.
 *
 * @param grpc its gRPC address, scheme {@code grpc} or {@code grpcs}
 * @param http its HTTP address for the fallback, scheme {@code http} or {@code https}; null where there is none
 * @param tls for the schemes that end with s
 * @param tokenFile a file with the bearer token, read for each connection, or null
 * @param connectTimeout how long connecting may take
 * @param compressed whether batches are compressed on their way
 */
record Endpoint(
        URI grpc,
        @Nullable URI http,
        SendConfig.SendTls tls,
        @Nullable Path tokenFile,
        Duration connectTimeout,
        boolean compressed) {
    static Endpoint of(SendConfig config) {
        return new Endpoint(
                config.endpoint(),
                config.httpEndpoint(),
                config.tls(),
                config.tokenFile(),
                config.connectTimeout(),
                config.compression() == SendConfig.Compression.ZSTD);
    }

    boolean grpcIsSecure() {
        return "grpcs".equals(grpc.getScheme());
    }
}
