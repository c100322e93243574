package dev.bellwether.agent.send;

import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.protocol.transport.ZstdCodec;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stream of the protocol, each connection a channel of its own so that rotated files are read again. */
final class GrpcConnector implements Connector {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_INBOUND_BYTES = 4 << 20;

    private final Endpoint endpoint;
    /** Each transport keeps one thread reading; what it hears is handed on by that very thread. */
    private final ExecutorService transports = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), SenderThreads.daemon("agent-grpc"));

    private final CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
    private final DecompressorRegistry decompressors =
            DecompressorRegistry.getDefaultInstance().with(new ZstdCodec(), true);

    GrpcConnector(Endpoint endpoint) {
        this.endpoint = endpoint;
        compressors.register(new ZstdCodec());
    }

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public Connection connect(Connection.Listener listener) throws IOException {
        String token = BearerToken.read(endpoint.tokenFile());
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(
                        endpoint.grpc().getHost(), endpoint.grpc().getPort())
                .directExecutor()
                .transportExecutor(transports)
                .compressorRegistry(compressors)
                .decompressorRegistry(decompressors)
                .maxInboundMessageSize(MAX_INBOUND_BYTES)
                .disableRetry();
        if (endpoint.grpcIsSecure()) {
            builder.sslSocketFactory(TlsContext.of(endpoint.tls()).getSocketFactory());
            String serverName = endpoint.tls().serverName();
            if (serverName != null) {
                builder.overrideAuthority(serverName + ":" + endpoint.grpc().getPort());
            }
        } else {
            builder.usePlaintext();
        }
        ManagedChannel channel = builder.build();
        ClientCall<PushRequest, PushResponse> call =
                channel.newCall(IngestGrpc.getPushMethod(), CallOptions.DEFAULT.withCompression(ZstdCodec.NAME));
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(AUTHORIZATION, "Bearer " + token);
        }
        call.start(new CallListener(channel, listener), headers);
        call.setMessageCompression(true);
        call.request(Integer.MAX_VALUE);
        return new GrpcConnection(channel, call);
    }

    @Override
    public void close() {
        transports.shutdown();
    }

    private static final class GrpcConnection implements Connection {
        private final ManagedChannel channel;
        private final ClientCall<PushRequest, PushResponse> call;

        private GrpcConnection(ManagedChannel channel, ClientCall<PushRequest, PushResponse> call) {
            this.channel = channel;
            this.call = call;
        }

        @Override
        public boolean isReady() {
            return call.isReady();
        }

        @Override
        public void send(byte[] batch) {
            call.sendMessage(PushRequest.newBuilder()
                    .setBatch(UnsafeByteOperations.unsafeWrap(batch))
                    .build());
        }

        @Override
        public void close() {
            call.cancel("closed by the agent", null);
            channel.shutdownNow();
        }
    }

    private static final class CallListener extends ClientCall.Listener<PushResponse> {
        private final ManagedChannel channel;
        private final Connection.Listener listener;

        private CallListener(ManagedChannel channel, Connection.Listener listener) {
            this.channel = channel;
            this.listener = listener;
        }

        @Override
        public void onReady() {
            listener.onReady();
        }

        @Override
        public void onMessage(PushResponse response) {
            Answer answer = Answers.fromProto(response);
            if (answer != null) {
                listener.onAnswer(answer);
            }
        }

        @Override
        public void onClose(Status status, @Nullable Metadata trailers) {
            channel.shutdownNow();
            listener.onClosed(failure(status));
        }

        private static Connection.Failure failure(Status status) {
            Connection.Failure.Kind kind = switch (status.getCode()) {
                case OK -> Connection.Failure.Kind.ENDED;
                case UNAUTHENTICATED, PERMISSION_DENIED -> Connection.Failure.Kind.REFUSED;
                default -> Connection.Failure.Kind.UNREACHABLE;
            };
            Throwable cause = status.getCause();
            String description = status.getDescription();
            return new Connection.Failure(
                    kind,
                    status.getCode()
                            + (description == null ? "" : ": " + description)
                            + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        }
    }
}
