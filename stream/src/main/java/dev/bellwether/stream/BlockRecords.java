package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Fetches single records of {@code series-blocks} by their place. Safe for use by many threads, one at a time. */
final class BlockRecords implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<@Nullable String, byte @Nullable []> consumer;

    BlockRecords(KafkaSettings settings, String clientId) {
        this.consumer = new KafkaConsumer<>(
                settings.reader(clientId, false), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The bytes of a block, or null where its record is gone (expired, or a later one took its place).
     *
     * @throws LogUnavailableException where the log does not answer
     */
    synchronized byte @Nullable [] fetch(BlockKey key, BlockPlace place) {
        TopicPartition partition = new TopicPartition(Topic.SERIES_BLOCKS.topicName(), place.partition());
        String wanted = key.text();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<@Nullable String, byte @Nullable []> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    return record.offset() == place.offset() && wanted.equals(record.key()) ? record.value() : null;
                }
                if (consumer.position(partition) > place.offset()) {
                    return null;
                }
            }
        } catch (OffsetOutOfRangeException e) {
            return null;
        } catch (KafkaException e) {
            throw new LogUnavailableException("series block " + wanted + " cannot be read: " + e.getMessage(), e);
        } finally {
            consumer.unsubscribe();
        }
        throw new LogUnavailableException("series block " + wanted + " cannot be read: the log does not answer", null);
    }

    @Override
    public synchronized void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
