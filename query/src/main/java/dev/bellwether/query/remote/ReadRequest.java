package dev.bellwether.query.remote;

import java.util.List;

/**
 * What a reader asks for.
 *
 * @param queries each is answered by itself, in this order
 * @param accepted the forms it understands, the one it likes best first; empty for {@link ResponseType#SAMPLES}
 */
record ReadRequest(List<ReadQuery> queries, List<ResponseType> accepted) {
    ReadRequest {
        queries = List.copyOf(queries);
        accepted = List.copyOf(accepted);
    }

    /** The forms of an answer. */
    enum ResponseType {
        /** One message with every sample, compressed as a whole. */
        SAMPLES,
        /** A stream of frames with compressed chunks of samples. */
        STREAMED_XOR_CHUNKS
    }

    /** The form of the answer. */
    ResponseType responseType() {
        return accepted.isEmpty() ? ResponseType.SAMPLES : accepted.getFirst();
    }
}
