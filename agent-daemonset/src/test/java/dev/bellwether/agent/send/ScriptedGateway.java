package dev.bellwether.agent.send;

import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.transport.ZstdCodec;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A gateway that does what a test tells it to, batch by batch. */
public final class ScriptedGateway implements AutoCloseable {
    private final Server server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<Received, Stream> script;

    /** One batch as it came. */
    public record Received(int stream, EncodedBatch batch, byte[] bytes) {
        public long seq() {
            return batch.identity().sequence();
        }
    }

    /** The stream on which a batch came. */
    public record Stream(StreamObserver<PushResponse> answers) {
        public void acknowledge(Received batch) {
            answers.onNext(to(batch).setAck(PushResponse.Ack.getDefaultInstance()).build());
        }

        public void retryAfter(Received batch, int millis) {
            answers.onNext(to(batch)
                    .setRetryAfter(PushResponse.RetryAfter.newBuilder().setDelayMillis(millis))
                    .build());
        }

        public void reject(Received batch) {
            answers.onNext(to(batch)
                    .setRejected(PushResponse.Rejected.newBuilder().setReason("test").setMessage("as the test says"))
                    .build());
        }

        public void unknownBlock(Received batch) {
            answers.onNext(to(batch)
                    .setUnknownBlock(PushResponse.UnknownBlock.getDefaultInstance())
                    .build());
        }

        private static PushResponse.Builder to(Received batch) {
            return PushResponse.newBuilder()
                    .setIncarnation(batch.batch().identity().incarnation())
                    .setSeq(batch.seq());
        }
    }

    public ScriptedGateway(BiConsumer<Received, Stream> script) throws IOException {
        this(0, InsecureServerCredentials.create(), script);
    }

    public ScriptedGateway(int port, ServerCredentials credentials, BiConsumer<Received, Stream> script)
            throws IOException {
        this.script = script;
        CompressorRegistry compressors = CompressorRegistry.getDefaultInstance();
        server = OkHttpServerBuilder.forPort(port, credentials)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new ZstdCodec(), true))
                .compressorRegistry(compressors)
                .addService(ServerInterceptors.intercept(new Service(), new Authorizations()))
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    public void script(BiConsumer<Received, Stream> changed) {
        script = changed;
    }

    public List<Received> received() {
        return received;
    }

    public List<Long> seqs() {
        return received.stream().map(Received::seq).toList();
    }

    public List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination();
    }

    private final class Service extends IngestGrpc.IngestImplBase {
        private int streams;

        @Override
        public StreamObserver<PushRequest> push(StreamObserver<PushResponse> answers) {
            int stream = ++streams;
            return new StreamObserver<>() {
                @Override
                public void onNext(PushRequest request) {
                    byte[] bytes = request.getBatch().toByteArray();
                    Received batch = new Received(stream, EncodedBatch.read(bytes), bytes);
                    received.add(batch);
                    script.accept(batch, new Stream(answers));
                }

                @Override
                public void onError(Throwable failure) {
                    // The agent has gone.
                }

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    private final class Authorizations implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            String authorization = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
            authorizations.add(String.valueOf(authorization));
            return next.startCall(call, headers);
        }
    }
}
