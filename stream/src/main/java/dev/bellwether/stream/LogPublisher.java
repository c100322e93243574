package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records durably, each in the partition that our own partitioner gives its key.
 *
 * <p>Safe for use by many threads. Records of one key that one thread publishes stand in the log in that order, unless
 * one between them fails.
 */
public final class LogPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final TopicLayout layout;

    /** Opens a producer; it connects by itself. */
    public LogPublisher(KafkaSettings settings, String clientId, TopicLayout layout) {
        this.producer =
                new KafkaProducer<>(settings.producer(clientId), new StringSerializer(), new ByteArraySerializer());
        this.layout = layout;
    }

    /**
     * Where a record stands.
     *
     * @param timestampMillis when the broker took it
     */
    public record Position(int partition, long offset, long timestampMillis) {}

    /**
     * Appends a record. Blocks only while nothing is known of the topic yet, for three seconds at most.
     *
     * @param value its bytes, which nobody writes to any more; null for a tombstone
     * @return completes on the producer's thread once the record is durable; fails with {@link LogUnavailableException}
     *     where it is not known to be
     */
    public CompletableFuture<Position> publish(
            Topic topic, String key, byte @Nullable [] value, Map<String, byte[]> headers) {
        return publish(topic, layout.partition(topic, key), key, value, headers);
    }

    /** Appends a record to a partition that its key does not decide; otherwise the same. */
    public CompletableFuture<Position> publish(
            Topic topic, int partition, String key, byte @Nullable [] value, Map<String, byte[]> headers) {
        CompletableFuture<Position> done = new CompletableFuture<>();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), partition, key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    done.complete(new Position(metadata.partition(), metadata.offset(), metadata.timestamp()));
                } else {
                    done.completeExceptionally(new LogUnavailableException(
                            "topic " + topic.topicName() + " did not take a record: " + failure.getMessage(), failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            done.completeExceptionally(new LogUnavailableException(
                    "topic " + topic.topicName() + " did not take a record: " + e.getMessage(), e));
        }
        return done;
    }

    /** The topics this publishes to. */
    public TopicLayout layout() {
        return layout;
    }

    /** Waits a few seconds for what is on its way, then gives it up. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
