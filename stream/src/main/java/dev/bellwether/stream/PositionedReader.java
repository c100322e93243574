package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions of a topic from where its owner says, by time or by offset. Shares nothing and commits nothing.
 *
 * <p>Used by one thread. Every method throws {@link LogUnavailableException} where the log does not answer; trying again
 * may help.
 */
public final class PositionedReader implements AutoCloseable {
    private final Consumer<@Nullable String, byte @Nullable []> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * Prepares a reader.
     *
     * @param committedOnly whether records of transactions under way are left out
     */
    public PositionedReader(
            KafkaSettings settings, String clientId, Topic topic, TopicLayout layout, boolean committedOnly) {
        this(
                settings,
                clientId,
                topic,
                IntStream.range(0, layout.partitions(topic)).boxed().toList(),
                committedOnly);
    }

    /**
     * Prepares a reader of some partitions.
     *
     * @param numbers the partitions, at least one
     * @param committedOnly whether records of transactions under way are left out
     */
    public PositionedReader(
            KafkaSettings settings, String clientId, Topic topic, Collection<Integer> numbers, boolean committedOnly) {
        this.consumer = new KafkaConsumer<>(
                settings.reader(clientId, committedOnly), new StringDeserializer(), new ByteArrayDeserializer());
        numbers.forEach(number -> partitions.add(new TopicPartition(topic.topicName(), number)));
        consumer.assign(partitions);
    }

    /** Goes to the first records that the log took at or after a time (milliseconds since 1970). */
    public void seekToTime(long sinceMillis) {
        answering("seeking by time", () -> {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, Math.max(0, sinceMillis)));
            Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp offset = found.get(partition);
                consumer.seek(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
            }
            return true;
        });
    }

    /** Goes to the given offsets; partitions without one go to their end. */
    public void seekToOffsets(Map<Integer, Long> offsets) {
        answering("seeking", () -> {
            ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                Long offset = offsets.get(partition.partition());
                consumer.seek(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset);
            }
            return true;
        });
    }

    /** Where each partition goes on. */
    public Map<Integer, Long> positions() {
        return answering("asking for positions", () -> {
            Map<Integer, Long> positions = new HashMap<>();
            for (TopicPartition partition : partitions) {
                positions.put(partition.partition(), consumer.position(partition));
            }
            return positions;
        });
    }

    /** The oldest offset that each partition still holds. */
    public Map<Integer, Long> beginnings() {
        return answering("asking for the oldest offsets", () -> {
            Map<Integer, Long> beginnings = new HashMap<>();
            consumer.beginningOffsets(partitions)
                    .forEach((partition, offset) -> beginnings.put(partition.partition(), offset));
            return beginnings;
        });
    }

    /** The next records; waits for the first of them. What retention took away is passed over. */
    public List<LogRecord> poll(Duration atMost) {
        return answering("reading", () -> {
            List<LogRecord> records = new ArrayList<>();
            try {
                consumer.poll(atMost).forEach(record -> records.add(LogRecords.of(record)));
            } catch (OffsetOutOfRangeException e) {
                consumer.seekToBeginning(e.partitions());
            }
            return records;
        });
    }

    /** Whether everything was read that stood in the topic at the last seek. */
    public boolean caughtUp() {
        return answering("asking for positions", () -> {
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                if (consumer.position(end.getKey()) < end.getValue()) {
                    return false;
                }
            }
            return !ends.isEmpty();
        });
    }

    private interface Call<T> {
        T run();
    }

    private <T> T answering(String doing, Call<T> call) {
        try {
            return call.run();
        } catch (InterruptException e) {
            throw new LogUnavailableException(
                    doing + " in " + partitions.getFirst().topic() + " was interrupted", e);
        } catch (KafkaException e) {
            throw new LogUnavailableException(
                    doing + " in " + partitions.getFirst().topic() + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
