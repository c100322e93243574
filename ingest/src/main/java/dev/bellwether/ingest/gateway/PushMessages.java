package dev.bellwether.ingest.gateway;

import com.google.protobuf.ByteString;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import java.util.HashMap;
import java.util.Map;

/** Between the messages of the agents' protocol and what the gateway works with; both of its doors use it. */
final class PushMessages {
    private PushMessages() {}

    /** Key and signature as headers of the record; empty where the batch is not signed. */
    static Map<String, byte[]> headers(PushRequest request) {
        if (request.getKeyId().isEmpty()) {
            return Map.of();
        }
        Map<String, byte[]> headers = new HashMap<>();
        headers.put(BatchHeaders.KEY_ID, request.getKeyIdBytes().toByteArray());
        headers.put(BatchHeaders.SIGNATURE, request.getSignature().toByteArray());
        return headers;
    }

    /** An answer to a batch as a message. */
    static PushResponse response(long incarnation, long sequence, Answer answer) {
        PushResponse.Builder response =
                PushResponse.newBuilder().setIncarnation(incarnation).setSeq(sequence);
        return switch (answer) {
            case Answer.Accepted accepted ->
                response.setAck(PushResponse.Ack.getDefaultInstance()).build();
            case Answer.Later later ->
                response.setRetryAfter(PushResponse.RetryAfter.newBuilder()
                                .setDelayMillis((int) Math.min(later.delayMillis(), 60_000))
                                .setReason(later.reason().word()))
                        .build();
            case Answer.Refused refused ->
                response.setRejected(PushResponse.Rejected.newBuilder()
                                .setReason(refused.reason().word())
                                .setMessage(refused.message()))
                        .build();
            case Answer.Unknown unknown -> {
                PushResponse.UnknownBlock.Builder blocks = PushResponse.UnknownBlock.newBuilder();
                for (BlockHash hash : unknown.blocks()) {
                    blocks.addBlockHash(ByteString.copyFrom(hash.toBytes()));
                }
                yield response.setUnknownBlock(blocks).build();
            }
        };
    }
}
