package dev.bellwether.agent.send;

import dev.bellwether.protocol.v1.PushResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers from the wire. */
final class Answers {
    private Answers() {}

    /** The answer, or null where it is of a kind that this version does not know. */
    static @Nullable Answer fromProto(PushResponse response) {
        long incarnation = response.getIncarnation();
        long seq = response.getSeq();
        return switch (response.getAnswerCase()) {
            case ACK -> new Answer.Acknowledged(incarnation, seq);
            case RETRY_AFTER ->
                new Answer.RetryAfter(
                        incarnation,
                        seq,
                        Duration.ofMillis(
                                Integer.toUnsignedLong(response.getRetryAfter().getDelayMillis())),
                        response.getRetryAfter().getReason());
            case REJECTED ->
                new Answer.Rejected(
                        incarnation,
                        seq,
                        response.getRejected().getReason(),
                        response.getRejected().getMessage());
            case UNKNOWN_BLOCK -> new Answer.UnknownBlocks(incarnation, seq);
            case CONFIG -> new Answer.Configuration(response.getConfig().getVersion());
            case ANSWER_NOT_SET -> null;
        };
    }
}
