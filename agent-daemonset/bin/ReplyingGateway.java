import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.transport.ZstdCodec;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway that acknowledges every batch and keeps none: for training and measuring runs of the agent. */
final class ReplyingGateway extends IngestGrpc.IngestImplBase {
    private final AtomicInteger acknowledged = new AtomicInteger();

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        ReplyingGateway gateway = new ReplyingGateway();
        Server server = OkHttpServerBuilder.forPort(port, InsecureServerCredentials.create())
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new ZstdCodec(), true))
                .addService(gateway)
                .build()
                .start();
        System.out.println(server.getPort());
        while (System.in.read() >= 0) {
            // The program ends when its standard input does.
        }
        server.shutdownNow();
        System.out.println(gateway.acknowledged.get());
    }

    @Override
    public StreamObserver<PushRequest> push(StreamObserver<PushResponse> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(PushRequest request) {
                EncodedBatch batch = EncodedBatch.read(request.getBatch().toByteArray());
                acknowledged.incrementAndGet();
                answers.onNext(PushResponse.newBuilder()
                        .setIncarnation(batch.identity().incarnation())
                        .setSeq(batch.identity().sequence())
                        .setAck(PushResponse.Ack.getDefaultInstance())
                        .build());
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
