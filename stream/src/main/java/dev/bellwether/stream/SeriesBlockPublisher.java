package dev.bellwether.stream;

import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes series blocks durable, each once, and publishes those in use again every quarter of their retention, so that
 * none expires while a batch in the log names it.
 *
 * <p>Safe for use by many threads.
 */
public final class SeriesBlockPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesBlockPublisher.class);

    private final LogPublisher publisher;
    private final SeriesBlockLog log;
    private final Clock clock;
    private final Duration renewAfter;
    private final Duration usableFor;
    private final Map<BlockKey, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();
    private final Set<BlockKey> renewing = ConcurrentHashMap.newKeySet();
    private final ExecutorService renewals = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("block-renewal").daemon(true).factory());

    public SeriesBlockPublisher(LogPublisher publisher, SeriesBlockLog log, TopicSettings topics, Clock clock) {
        this.publisher = publisher;
        this.log = log;
        this.clock = clock;
        Duration retention = SeriesBlockLog.retention(topics);
        this.renewAfter = retention.dividedBy(4);
        // A batch in the log may be read when it is one retention of samples old: half of the blocks' retention.
        this.usableFor = retention.dividedBy(2);
    }

    /**
     * Makes a block durable.
     *
     * @param bytes the encoded block, already found to be valid
     * @return completes when it is; at once where it is already
     */
    public CompletableFuture<@Nullable Void> publish(String tenant, BlockHash hash, byte[] bytes) {
        if (isUsable(tenant, hash)) {
            return CompletableFuture.completedFuture(null);
        }
        return append(new BlockKey(tenant, hash), bytes);
    }

    private CompletableFuture<@Nullable Void> append(BlockKey key, byte[] bytes) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> other = underWay.putIfAbsent(key, done);
        if (other != null) {
            return other;
        }
        var unused = publisher
                .publish(Topic.SERIES_BLOCKS, key.text(), bytes, Map.of())
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        log.published(key, position);
                    }
                    underWay.remove(key);
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
        return done;
    }

    /**
     * Whether a batch may name a block: it is durable and will outlive the batch. Publishes it again in the background
     * where it has come of age.
     */
    public boolean isUsable(String tenant, BlockHash hash) {
        Long publishedAt = log.publishedAtMillis(tenant, hash);
        if (publishedAt == null) {
            return false;
        }
        long age = clock.millis() - publishedAt;
        if (age > renewAfter.toMillis()) {
            renew(new BlockKey(tenant, hash));
        }
        return age < usableFor.toMillis();
    }

    /** Whether a block is on its way into the log; null where it is not. */
    public @Nullable CompletableFuture<@Nullable Void> underWay(String tenant, BlockHash hash) {
        return underWay.get(new BlockKey(tenant, hash));
    }

    private void renew(BlockKey key) {
        if (!renewing.add(key)) {
            return;
        }
        renewals.execute(() -> {
            try {
                byte[] bytes = log.bytes(key.tenant(), key.hash());
                if (bytes != null) {
                    append(key, bytes).join();
                }
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("block", key.text())
                        .log("series block could not be renewed: {}", e.getMessage());
            } finally {
                renewing.remove(key);
            }
        });
    }

    /** Gives up renewals; blocks on their way go on. */
    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
