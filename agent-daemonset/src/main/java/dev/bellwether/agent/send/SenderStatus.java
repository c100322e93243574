package dev.bellwether.agent.send;

import java.util.Map;

/**
 * A sender at one moment.
 *
 * @param state what it is doing
 * @param protocol by which protocol it talks or tries to
 * @param lastFailure why the last connection ended; empty where none has
 * @param sentBatches batches handed over since the start, repeated ones too
 * @param sentBytes their bytes before compression
 * @param answers answers since the start, by kind
 * @param connections connections begun since the start
 * @param inFlight batches without an answer
 */
public record SenderStatus(
        State state,
        String protocol,
        String lastFailure,
        long sentBatches,
        long sentBytes,
        Map<AnswerKind, Long> answers,
        long connections,
        int inFlight) {
    /** What a sender is doing. */
    public enum State {
        CONNECTED,
        CONNECTING,
        WAITING,
        STOPPED
    }

    /** Kinds of answers. */
    public enum AnswerKind {
        ACK,
        RETRY_AFTER,
        REJECTED,
        UNKNOWN_BLOCK,
        CONFIG,
        UNEXPECTED
    }

    public SenderStatus {
        answers = Map.copyOf(answers);
    }
}
