package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.GatewayMetrics.Door;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The gRPC service: one {@link AgentSession} for each stream. */
final class IngestService extends IngestGrpc.IngestImplBase {
    private static final long MAX_STALL_MILLIS = 30_000;

    private final SessionFactory sessions;
    private final AtomicInteger streams = new AtomicInteger();

    /** Makes sessions; the same for both doors. */
    interface SessionFactory {
        AgentSession open(
                Principal principal, Door door, AgentSession.Outlet outlet, java.util.function.BooleanSupplier gone);
    }

    IngestService(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** How many streams there are. */
    int streams() {
        return streams.get();
    }

    @Override
    public StreamObserver<PushRequest> push(StreamObserver<PushResponse> responses) {
        ServerCallStreamObserver<PushResponse> call = (ServerCallStreamObserver<PushResponse>) responses;
        streams.incrementAndGet();
        AgentSession session = sessions.open(
                AuthenticationInterceptor.PRINCIPAL.get(),
                Door.GRPC,
                (incarnation, sequence, answer) -> {
                    if (!call.isCancelled()) {
                        call.onNext(PushMessages.response(incarnation, sequence, answer));
                    }
                },
                call::isCancelled);
        return new Stream(call, session);
    }

    /** The sender's end of a stream. gRPC asks for the next message only when {@link #onNext} has come back. */
    private final class Stream implements StreamObserver<PushRequest> {
        private final ServerCallStreamObserver<PushResponse> call;
        private final AgentSession session;
        private boolean ended;

        Stream(ServerCallStreamObserver<PushResponse> call, AgentSession session) {
            this.call = call;
            this.session = session;
            call.setOnCancelHandler(this::end);
        }

        @Override
        public void onNext(PushRequest request) {
            if (ended) {
                return;
            }
            try {
                awaitReader();
                session.receive(request.getBatch().toByteArray(), PushMessages.headers(request));
            } catch (StreamRefusedException e) {
                end();
                call.onError(status(e).withDescription(e.getMessage()).asRuntimeException());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end();
                call.onError(
                        Status.UNAVAILABLE.withDescription("the gateway stops").asRuntimeException());
            }
        }

        /** A sender that does not read its answers gets no more of them to keep for it. */
        private void awaitReader() throws InterruptedException {
            for (long waited = 0; !call.isReady() && !call.isCancelled(); waited += 10) {
                if (waited >= MAX_STALL_MILLIS) {
                    throw new StreamRefusedException(
                            StreamRefusedException.Cause.UNREADABLE, "answers are not read for 30 seconds");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }

        private static Status status(StreamRefusedException refusal) {
            return switch (refusal.reason()) {
                case NOT_ALLOWED -> Status.PERMISSION_DENIED;
                case UNREADABLE -> Status.INVALID_ARGUMENT;
                case MIXED_SENDERS -> Status.FAILED_PRECONDITION;
            };
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onCompleted() {
            try {
                boolean unused =
                        session.awaitAnswers(dev.bellwether.stream.KafkaSettings.DELIVERY_TIMEOUT.plusSeconds(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!ended) {
                end();
                call.onCompleted();
            }
        }

        private void end() {
            if (!ended) {
                ended = true;
                streams.decrementAndGet();
                session.close();
            }
        }
    }
}
