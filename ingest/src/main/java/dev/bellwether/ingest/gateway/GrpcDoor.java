package dev.bellwether.ingest.gateway;

import dev.bellwether.process.TlsFiles;
import dev.bellwether.protocol.transport.ZstdCodec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Where agents come in: {@code bellwether.v1.Ingest} and the standard health service.
 *
 * <p>Each stream runs on virtual threads, so that a batch may wait for room: while one waits, gRPC asks its sender for no
 * more, and that is all the queue there is.
 */
final class GrpcDoor implements AutoCloseable {
    /** A sender that vanished without a word is noticed after both. */
    private static final int PING_SECONDS = 10;

    private final Server server;
    private final HealthStatusManager health = new HealthStatusManager();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("grpc-", 0).factory());

    GrpcDoor(GatewayConfig config, Authentication authentication, IngestService service, GatewayMetrics metrics) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(config.grpc().socketAddress(), credentials(config))
                .executor(threads)
                .addService(health.getHealthService())
                .addService(
                        ServerInterceptors.intercept(service, new AuthenticationInterceptor(authentication, metrics)))
                // Counts decompressed bytes, and stops decompressing there: a bomb does not unfold.
                .maxInboundMessageSize(config.limits().maxDecompressedBytes())
                .maxInboundMetadataSize(16 << 10)
                .flowControlWindow(1 << 20)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_SECONDS / 2, TimeUnit.SECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new ZstdCodec(), true))
                .compressorRegistry(CompressorRegistry.getDefaultInstance());
        if (config.reflection()) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        this.server = builder.build();
    }

    private static ServerCredentials credentials(GatewayConfig config) {
        if (config.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        TlsFiles files = config.tls().get();
        TlsServerCredentials.Builder tls = TlsServerCredentials.newBuilder().keyManager(files.keyManager());
        files.trustManager().ifPresent(trust -> {
            tls.trustManager(trust);
            // Where there are tokens too, a sender may come with either.
            tls.clientAuth(
                    config.clientsHaveTokens()
                            ? TlsServerCredentials.ClientAuth.OPTIONAL
                            : TlsServerCredentials.ClientAuth.REQUIRE);
        });
        return tls.build();
    }

    /**
     * Starts to listen.
     *
     * @throws GatewayException where the port is taken
     */
    void start(ListenAddress address) {
        try {
            server.start();
        } catch (IOException e) {
            throw new GatewayException(
                    "cannot listen for gRPC on " + address.host() + ":" + address.port() + ": "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** Refuses new streams, ends those there are, and waits for that. */
    @Override
    public void close() {
        health.enterTerminalState();
        health.setStatus("", ServingStatus.NOT_SERVING);
        server.shutdown();
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow();
                boolean unused = server.awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
        threads.shutdownNow();
    }
}
