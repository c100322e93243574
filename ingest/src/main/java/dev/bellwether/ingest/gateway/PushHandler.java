package dev.bellwether.ingest.gateway;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.GatewayMetrics.Door;
import dev.bellwether.protocol.transport.HttpPush;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import dev.bellwether.stream.KafkaSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Agents without gRPC: each request is a short stream of its own, see {@link HttpPush}. */
final class PushHandler implements HttpDoor.Handler {
    private final RequestBodies bodies;
    private final IngestService.SessionFactory sessions;

    PushHandler(RequestBodies bodies, IngestService.SessionFactory sessions) {
        this.bodies = bodies;
        this.sessions = sessions;
    }

    @Override
    public Door door() {
        return Door.HTTP_PUSH;
    }

    @Override
    public void handle(HttpExchange exchange, Principal principal) throws IOException, HttpRefusal {
        List<PushRequest> requests;
        try (RequestBodies.Body body = bodies.read(exchange)) {
            requests = parse(body.bytes());
        }
        List<PushResponse> responses = new ArrayList<>();
        try (AgentSession session = sessions.open(
                principal,
                door(),
                (incarnation, sequence, answer) -> {
                    synchronized (responses) {
                        responses.add(PushMessages.response(incarnation, sequence, answer));
                    }
                },
                () -> false)) {
            for (PushRequest request : requests) {
                session.receive(request.getBatch().toByteArray(), PushMessages.headers(request));
            }
            if (!session.awaitAnswers(KafkaSettings.DELIVERY_TIMEOUT.plusSeconds(1))) {
                throw HttpRefusal.later(503, Reason.LOG_AWAY, "the log does not answer", 1);
            }
        } catch (StreamRefusedException e) {
            throw new HttpRefusal(status(e), Reason.INVALID, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpRefusal.later(503, Reason.LOG_AWAY, "the gateway stops", 1);
        }
        answer(exchange, responses);
    }

    private static List<PushRequest> parse(byte[] body) throws IOException, HttpRefusal {
        List<PushRequest> requests = new ArrayList<>();
        CodedInputStream input = CodedInputStream.newInstance(body);
        try {
            while (!input.isAtEnd()) {
                int end = input.pushLimit(input.readRawVarint32());
                requests.add(PushRequest.parseFrom(input));
                input.popLimit(end);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new HttpRefusal(
                    400, Reason.INVALID, "body is no sequence of length-delimited PushRequest: " + e.getMessage());
        }
        return requests;
    }

    private static int status(StreamRefusedException refusal) {
        return switch (refusal.reason()) {
            case NOT_ALLOWED -> 403;
            case UNREADABLE -> 400;
            case MIXED_SENDERS -> 409;
        };
    }

    private static void answer(HttpExchange exchange, List<PushResponse> responses) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        synchronized (responses) {
            for (PushResponse response : responses) {
                response.writeDelimitedTo(bytes);
            }
        }
        exchange.getResponseHeaders().set("Content-Type", HttpPush.CONTENT_TYPE);
        exchange.sendResponseHeaders(200, bytes.size() == 0 ? -1 : bytes.size());
        if (bytes.size() > 0) {
            bytes.writeTo(exchange.getResponseBody());
        }
    }
}
