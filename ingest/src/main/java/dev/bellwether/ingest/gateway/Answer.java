package dev.bellwether.ingest.gateway;

import dev.bellwether.protocol.codec.BlockHash;
import java.util.List;

/** What a sender of a batch is told. */
sealed interface Answer {
    /** The log has it. */
    record Accepted() implements Answer {}

    /** Send it again later, and everything behind it. */
    record Later(Reason reason, long delayMillis) implements Answer {}

    /** It will never be taken. */
    record Refused(Reason reason, String message) implements Answer {}

    /** Send it again with these blocks inside. */
    record Unknown(List<BlockHash> blocks) implements Answer {
        public Unknown {
            blocks = List.copyOf(blocks);
        }
    }

    /** Why something was not taken: the words stand on the wire, in metrics and in the documentation. */
    enum Reason {
        /** The bytes are no batch. */
        INVALID,
        /** A batch before it was not taken. */
        BEHIND_REFUSED,
        /** Another stream of the same agent and incarnation is alive. */
        ANOTHER_STREAM,
        /** The sequence number leaps. */
        SEQUENCE_JUMP,
        /** More series than one agent may have. */
        SERIES_LIMIT,
        /** More labels than a series may have. */
        LABEL_COUNT,
        /** A label's name or value is too long. */
        LABEL_LENGTH,
        /** A series without a name, or a label that cannot be stored. */
        LABEL_INVALID,
        /** More samples a second than one sender may send. */
        RATE_LIMIT,
        /** A sample's time is too far in the future. */
        FROM_THE_FUTURE,
        /** A sample's time is too far in the past. */
        TOO_OLD,
        /** Larger than a request may be. */
        TOO_LARGE,
        /** The log takes less than comes in. */
        LOG_SLOW,
        /** The log does not answer. */
        LOG_AWAY;

        /** The word on the wire and in metrics. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
