package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a compacted topic from their beginning on and goes on for ever, on a thread of its own.
 *
 * <p>Where retention takes away what stands at a position, it goes on from the oldest record: what was taken is no
 * longer wanted. Methods are safe for use by many threads.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
    private final List<TopicPartition> partitions;
    private final Consumer<LogRecord> receiver;
    private final Thread thread;
    private final Queue<CompletableFuture<@Nullable Void>> newcomers = new ConcurrentLinkedQueue<>();
    /** Who waits for which end; touched by the thread alone. */
    private final Map<CompletableFuture<@Nullable Void>, Map<TopicPartition, Long>> waiting = new HashMap<>();

    private volatile boolean stopped;

    /**
     * Prepares a reader.
     *
     * @param committedOnly whether records of transactions under way are left out
     * @param receiver called for each record, tombstones included, in the order of its partition, on the reader's thread
     */
    public TopicFollower(
            KafkaSettings settings,
            String clientId,
            Topic topic,
            int partitionCount,
            boolean committedOnly,
            Consumer<LogRecord> receiver) {
        this.consumer = new KafkaConsumer<>(
                settings.reader(clientId, committedOnly), new StringDeserializer(), new ByteArrayDeserializer());
        this.partitions = new ArrayList<>(partitionCount);
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new TopicPartition(topic.topicName(), i));
        }
        this.receiver = receiver;
        this.thread = Thread.ofPlatform().name(clientId).daemon(true).unstarted(this::run);
    }

    /** Starts to read. */
    public void start() {
        thread.start();
    }

    /**
     * Reads to where the topic ends now.
     *
     * @return completes when everything that stands in the topic at the time of the call has been received
     */
    public CompletableFuture<@Nullable Void> readToEnd() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        newcomers.add(done);
        if (stopped) {
            failWaiting();
        } else {
            consumer.wakeup();
        }
        return done;
    }

    private void run() {
        consumer.assign(partitions);
        boolean positioned = false;
        while (!stopped) {
            try {
                if (!positioned) {
                    consumer.seekToBeginning(partitions);
                    positioned = true;
                }
                admitNewcomers();
                consumer.poll(Duration.ofMillis(500)).forEach(record -> receiver.accept(LogRecords.of(record)));
                completeWaiting();
            } catch (WakeupException e) {
                // Somebody waits, or wants this to stop: the loop looks.
            } catch (OffsetOutOfRangeException e) {
                consumer.seekToBeginning(e.partitions());
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("topic", partitions.getFirst().topic())
                        .log("reading fails: {}", e.getMessage());
                pause();
            }
        }
        failWaiting();
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void admitNewcomers() {
        List<CompletableFuture<@Nullable Void>> admitted = new ArrayList<>();
        CompletableFuture<@Nullable Void> next = newcomers.peek();
        while (next != null) {
            admitted.add(next);
            newcomers.remove(next);
            next = newcomers.peek();
        }
        if (admitted.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            admitted.forEach(one -> waiting.put(one, ends));
            completeWaiting();
        } catch (WakeupException e) {
            newcomers.addAll(admitted);
            throw e;
        } catch (KafkaException e) {
            admitted.forEach(one -> one.completeExceptionally(
                    new LogUnavailableException("the end of the topic cannot be read: " + e.getMessage(), e)));
            throw e;
        }
    }

    private void completeWaiting() {
        waiting.entrySet().removeIf(entry -> {
            for (Map.Entry<TopicPartition, Long> end : entry.getValue().entrySet()) {
                if (consumer.position(end.getKey()) < end.getValue()) {
                    return false;
                }
            }
            entry.getKey().complete(null);
            return true;
        });
    }

    private void failWaiting() {
        LogUnavailableException stop = new LogUnavailableException("the reader was stopped", null);
        waiting.keySet().forEach(one -> one.completeExceptionally(stop));
        newcomers.forEach(one -> one.completeExceptionally(stop));
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Stops reading and waits for the thread; who waits for the end is told. */
    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
