package dev.bellwether.ingest.writer;

import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.SeriesBlockLog;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts aside what can never be written, with the reason and the blocks it names, so that it can be read when those have
 * expired. A letter is durable before the writer goes on; after a crash in between it may stand there twice.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final LogPublisher publisher;
    private final SeriesBlockLog blocks;

    DeadLetters(LogPublisher publisher, SeriesBlockLog blocks) {
        this.publisher = publisher;
        this.blocks = blocks;
    }

    /**
     * Puts a record aside and waits until that is durable.
     *
     * @throws LogUnavailableException where it is not known to be
     */
    void put(LogRecord record, String tenant, DeadReason reason, String message) {
        Map<String, byte[]> headers = new HashMap<>(record.headers());
        headers.put(BatchHeaders.DEAD_REASON, (reason.word() + ": " + message).getBytes(StandardCharsets.UTF_8));
        try {
            publisher
                    .publish(Topic.DEAD_LETTERS, record.key(), withBlocksInside(record, tenant), headers)
                    .join();
        } catch (CompletionException e) {
            throw new LogUnavailableException("a dead letter could not be written: " + e.getMessage(), e);
        }
        LOG.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("agent", record.key())
                .addKeyValue("reason", reason.word())
                .log("record put aside as a dead letter: {}", message);
    }

    private byte[] withBlocksInside(LogRecord record, String tenant) {
        byte[] value = record.value();
        if (value == null) {
            return new byte[0];
        }
        try {
            return EncodedBatch.read(value).withBlocksInside(hash -> blocks.bytes(tenant, hash));
        } catch (InvalidBatchException e) {
            // It cannot be read, or has no room for its blocks: its own bytes are what can be kept.
            return value;
        }
    }
}
