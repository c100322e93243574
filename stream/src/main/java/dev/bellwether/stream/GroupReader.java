package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group that shares the partitions of one topic. It commits nothing: a partition that is assigned gives no
 * records until its owner says where to go on.
 *
 * <p>Used by one thread; {@link #wakeUp} alone may be called by others.
 */
public final class GroupReader implements AutoCloseable {
    private final Consumer<@Nullable String, byte @Nullable []> consumer;
    private final Topic topic;
    private final Listener listener;

    /** Told about partitions, on the thread that polls, during {@link #poll}. */
    public interface Listener {
        /** These partitions are ours from now on; each is silent until {@link GroupReader#goOnFrom}. */
        void assigned(Set<Integer> partitions);

        /** These partitions are ours no longer; another member may have them already. */
        void gone(Set<Integer> partitions);

        /** The members have shared the partitions, whether that has changed ours or not. */
        default void shared() {}
    }

    /**
     * Joins a group.
     *
     * @param sessionTimeout how long a dead member keeps its partitions; the broker must allow it
     */
    public GroupReader(
            KafkaSettings settings,
            String clientId,
            String group,
            Duration sessionTimeout,
            Topic topic,
            Listener listener) {
        this.topic = topic;
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(
                settings.groupReader(clientId, group, sessionTimeout),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic.topicName()), new Rebalance());
    }

    /**
     * The next records, in the order of their partitions; waits for the first of them.
     *
     * @throws OffsetGoneException where the log no longer holds an offset that was asked for
     * @throws LogUnavailableException where the client fails; trying again may help
     */
    public List<LogRecord> poll(Duration timeout) {
        try {
            List<LogRecord> records = new ArrayList<>();
            consumer.poll(timeout).forEach(record -> records.add(LogRecords.of(record)));
            return records;
        } catch (WakeupException e) {
            return List.of();
        } catch (OffsetOutOfRangeException e) {
            throw new OffsetGoneException(describe(e));
        } catch (InterruptException e) {
            throw new LogUnavailableException("reading " + topic.topicName() + " was interrupted", e);
        } catch (KafkaException e) {
            throw new LogUnavailableException("reading " + topic.topicName() + " failed: " + e.getMessage(), e);
        }
    }

    private String describe(OffsetOutOfRangeException failure) {
        StringBuilder text = new StringBuilder();
        failure.offsetOutOfRangePartitions().forEach((partition, offset) -> {
            long beginning = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, -1L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
            text.append("partition ")
                    .append(partition)
                    .append(" holds offsets ")
                    .append(beginning)
                    .append(" to ")
                    .append(end)
                    .append(", the reader stands at ")
                    .append(offset)
                    .append(offset < beginning ? ": " + (beginning - offset) + " records are lost to it; " : "; ");
        });
        return text.append("retention is too short for the outage, or the log was replaced")
                .toString();
    }

    /** Lets an assigned partition give records from an offset on; −1 for the oldest there is. */
    public void goOnFrom(int partition, long offset) {
        TopicPartition target = new TopicPartition(topic.topicName(), partition);
        try {
            if (offset < 0) {
                long beginning = consumer.beginningOffsets(List.of(target)).getOrDefault(target, 0L);
                consumer.seek(target, beginning);
            } else {
                consumer.seek(target, offset);
            }
            consumer.resume(List.of(target));
        } catch (KafkaException e) {
            throw new LogUnavailableException("seeking in " + target + " failed: " + e.getMessage(), e);
        }
    }

    /** Keeps a partition silent until {@link #goOnFrom}. */
    public void silence(int partition) {
        consumer.pause(List.of(new TopicPartition(topic.topicName(), partition)));
    }

    /** Keeps all assigned partitions silent (true), or lets those in the set speak again (false), at their positions. */
    public void hold(boolean silent, Set<Integer> partitions) {
        List<TopicPartition> targets = partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        if (silent) {
            consumer.pause(targets);
        } else {
            consumer.resume(targets);
        }
    }

    /** How many records stand behind the position of each given partition; those not known yet are left out. */
    public Map<Integer, Long> lag(Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .filter(partition -> consumer.currentLag(partition).isPresent())
                .collect(Collectors.toMap(
                        TopicPartition::partition,
                        partition -> consumer.currentLag(partition).getAsLong()));
    }

    /** Ends a poll that waits; from any thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    /** Leaves the group. */
    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(3)));
    }

    /** Ends without a word to the group, as a process does that dies: the others wait for the session to end. */
    public void abandon() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofMillis(100))
                .withGroupMembershipOperation(
                        org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                // A position is needed at once, or the client would look for a committed one; paused, it is never used.
                consumer.seek(partition, 0);
            }
            consumer.pause(partitions);
            if (!partitions.isEmpty()) {
                listener.assigned(numbers(partitions));
            }
            listener.shared();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                listener.gone(numbers(partitions));
            }
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            Set<Integer> numbers = new TreeSet<>();
            partitions.forEach(partition -> numbers.add(partition.partition()));
            return numbers;
        }
    }
}
