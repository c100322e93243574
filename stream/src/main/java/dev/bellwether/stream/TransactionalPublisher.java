package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records all or not at all. Opening one fences every earlier one of the same transactional id.
 *
 * <p>Used by one thread. After a {@link LogUnavailableException} the outcome is unknown: close it, open another, read
 * again what stands in the log.
 */
public final class TransactionalPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final TopicLayout layout;

    /**
     * A record to append; a null value is a tombstone.
     *
     * @param partition the partition, −1 for the one of the key
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed to the client as it is.
    public record Entry(Topic topic, String key, byte @Nullable [] value, int partition) {
        /** A record in the partition of its key. */
        public Entry(Topic topic, String key, byte @Nullable [] value) {
            this(topic, key, value, -1);
        }
    }

    /** Another publisher has taken over the transactional id. */
    public static final class FencedException extends RuntimeException {
        FencedException(Throwable cause) {
            super("another publisher has taken over: " + cause.getMessage(), cause);
        }
    }

    /**
     * Opens the publisher and fences its predecessors.
     *
     * @throws LogUnavailableException where the log does not answer
     */
    public TransactionalPublisher(KafkaSettings settings, String transactionalId, TopicLayout layout) {
        Map<String, Object> properties = settings.producer(transactionalId);
        properties.put("transactional.id", transactionalId);
        properties.put("transaction.timeout.ms", "20000");
        // Who waits for a transition waits for this: nothing is gained by gathering.
        properties.put("linger.ms", "0");
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.layout = layout;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new LogUnavailableException("transactions of " + transactionalId + " cannot start: " + e, e);
        }
    }

    /**
     * Appends the records as one transaction; when this returns they are durable.
     *
     * @throws FencedException where another publisher has taken over; nothing was appended
     * @throws LogUnavailableException where the outcome is unknown
     */
    public void append(List<Entry> entries) {
        try {
            producer.beginTransaction();
            for (Entry entry : entries) {
                int partition =
                        entry.partition() < 0 ? layout.partition(entry.topic(), entry.key()) : entry.partition();
                producer.send(new ProducerRecord<>(entry.topic().topicName(), partition, entry.key(), entry.value()));
            }
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new FencedException(e);
        } catch (AuthorizationException e) {
            throw new LogUnavailableException("the log refuses the records: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new LogUnavailableException("a transaction failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
