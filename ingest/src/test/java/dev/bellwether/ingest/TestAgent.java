package dev.bellwether.ingest;

import com.google.protobuf.ByteString;
import dev.bellwether.protocol.transport.ZstdCodec;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One stream to a gateway, driven by hand. */
public final class TestAgent implements AutoCloseable {
    private final ManagedChannel channel;
    private final StreamObserver<PushRequest> requests;
    private final BlockingQueue<PushResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    public TestAgent(int port) {
        this(port, null);
    }

    public TestAgent(int port, @Nullable String token) {
        CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(new ZstdCodec());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .compressorRegistry(compressors)
                .build();
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        requests = io.grpc.stub.ClientCalls.asyncBidiStreamingCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers))
                        .newCall(IngestGrpc.getPushMethod(), CallOptions.DEFAULT.withCompression(ZstdCodec.NAME)),
                new StreamObserver<>() {
                    @Override
                    public void onNext(PushResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.complete(Status.fromThrowable(failure));
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.OK);
                    }
                });
    }

    public TestAgent send(byte[] batch) {
        requests.onNext(
                PushRequest.newBuilder().setBatch(ByteString.copyFrom(batch)).build());
        return this;
    }

    /** The next answer; fails when none comes within half a minute. */
    public PushResponse answer() {
        try {
            PushResponse answer = answers.poll(30, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer came; the stream's end: " + end.getNow(Status.OK));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The next answer in short: {@code ack 5}, {@code retry 5 behind_refused}, {@code rejected 5 invalid}. */
    public String shortAnswer() {
        PushResponse answer = answer();
        String sequence = " " + Long.toUnsignedString(answer.getSeq());
        return switch (answer.getAnswerCase()) {
            case ACK -> "ack" + sequence;
            case RETRY_AFTER ->
                "retry" + sequence + " " + answer.getRetryAfter().getReason();
            case REJECTED -> "rejected" + sequence + " " + answer.getRejected().getReason();
            case UNKNOWN_BLOCK ->
                "unknown" + sequence + " " + answer.getUnknownBlock().getBlockHashCount();
            case CONFIG -> "config";
            case ANSWER_NOT_SET -> "nothing";
        };
    }

    /** Says that no more batches come, and waits for the end. */
    public Status complete() {
        requests.onCompleted();
        return awaitEnd();
    }

    public Status awaitEnd() {
        return end.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Breaks the connection. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
