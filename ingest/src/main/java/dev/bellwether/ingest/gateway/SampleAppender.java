package dev.bellwether.ingest.gateway;

import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.LogPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one way of all doors into {@code samples}: bounded in bytes, so that a slow log is felt by senders and never fills
 * memory. Safe for use by many threads.
 */
final class SampleAppender {
    /** How long a batch waits for room before its sender is asked to come again. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration MEMORY = Duration.ofSeconds(20);

    private final LogPublisher publisher;
    private final int maxBytes;
    private final Semaphore room;
    private final Clock clock;
    private volatile @Nullable Failure lastFailure;

    /** That the log did not take a batch. */
    private record Failure(long millis, String message) {}

    SampleAppender(LogPublisher publisher, int maxInFlightBytes, Clock clock) {
        this.publisher = publisher;
        this.maxBytes = maxInFlightBytes;
        // Fair: a large batch is not starved by small ones.
        this.room = new Semaphore(maxInFlightBytes, true);
        this.clock = clock;
    }

    /**
     * Appends a batch. Blocks up to {@link #PATIENCE} for room.
     *
     * @param key decides over the partition
     * @param batch the encoded batch, at most {@code SampleBatch.MAX_BYTES}
     * @param headers what the gateway knows beside tenant, time and version
     * @return completes when the log has it; null where there is no room
     */
    @Nullable
    CompletableFuture<LogPublisher.Position> append(
            Principal principal, String key, byte[] batch, Map<String, byte[]> headers) {
        int size = Math.min(batch.length, maxBytes);
        if (!takeRoom(size)) {
            return null;
        }
        Map<String, byte[]> all = new HashMap<>(headers);
        all.put(BatchHeaders.TENANT, text(principal.tenant()));
        all.put(BatchHeaders.RECEIVED_AT, text(String.valueOf(clock.millis())));
        all.put(BatchHeaders.VERSION, text(String.valueOf(BatchHeaders.CURRENT_VERSION)));
        CompletableFuture<LogPublisher.Position> done = publisher.publish(Topic.SAMPLES, key, batch, all);
        var unused = done.whenComplete((position, failure) -> {
            room.release(size);
            lastFailure = failure == null ? null : new Failure(clock.millis(), String.valueOf(failure.getMessage()));
        });
        return done;
    }

    private boolean takeRoom(int size) {
        try {
            return room.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Why the log did not take the newest batch; empty where it did, or where that is some time ago: a gateway that is
     * sent nothing because it is not ready could never become so.
     */
    Optional<String> problem() {
        Failure failure = lastFailure;
        return failure == null || clock.millis() - failure.millis() > MEMORY.toMillis()
                ? Optional.empty()
                : Optional.of(failure.message());
    }

    /** How many bytes are on their way. */
    int inFlightBytes() {
        return maxBytes - room.availablePermits();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
