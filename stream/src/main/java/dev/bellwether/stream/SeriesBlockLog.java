package dev.bellwether.stream;

import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.BlockSource;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every series block of the log: where it stands (all of them, some 150 bytes each) and, for those in use, what is
 * in it (bounded; what was forgotten is read again).
 *
 * <p>Safe for use by many threads. One object may serve all parts of a process.
 */
public final class SeriesBlockLog implements AutoCloseable {
    /** How many decoded series are kept by default: some 50 MB. */
    public static final int DEFAULT_CACHED_SERIES = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(SeriesBlockLog.class);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(20);

    private final TopicFollower follower;
    private final BlockRecords records;
    private final BlockCache cache;
    private final Map<BlockKey, BlockPlace> places = new ConcurrentHashMap<>();
    private final Duration retention;
    private final Clock clock;
    private volatile long lastSweepMillis;

    /**
     * Prepares the reader; {@link #start} starts it.
     *
     * @param clientId names its clients in the broker's log
     * @param topics gives the retention of blocks
     * @param cachedSeries how many decoded series are kept, at least one block's
     */
    public SeriesBlockLog(
            KafkaSettings settings,
            String clientId,
            TopicLayout layout,
            TopicSettings topics,
            int cachedSeries,
            Clock clock) {
        if (cachedSeries < SeriesBlock.MAX_SERIES) {
            throw new IllegalArgumentException(
                    "cachedSeries is " + cachedSeries + ", at least " + SeriesBlock.MAX_SERIES + " are needed");
        }
        this.follower = new TopicFollower(
                settings,
                clientId + "-blocks",
                Topic.SERIES_BLOCKS,
                layout.partitions(Topic.SERIES_BLOCKS),
                false,
                this::receive);
        this.records = new BlockRecords(settings, clientId + "-block-fetch");
        this.cache = new BlockCache(cachedSeries);
        this.retention = retention(topics);
        this.clock = clock;
        this.lastSweepMillis = clock.millis();
    }

    /** How long a block stays in the log after it was last published. */
    public static Duration retention(TopicSettings topics) {
        return topics.samplesRetention().multipliedBy(2);
    }

    /**
     * Starts to read and waits until all blocks that stand in the log are known.
     *
     * @throws LogUnavailableException where the log does not answer in time; the reader goes on trying
     */
    public void start() {
        follower.start();
        catchUp();
    }

    /**
     * Reads to where the log of blocks ends now: what is unknown after that is unknown.
     *
     * @throws LogUnavailableException where the log does not answer in time
     */
    public void catchUp() {
        try {
            follower.readToEnd().get(CATCH_UP_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new LogUnavailableException("series blocks cannot be read: " + e.getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new LogUnavailableException("series blocks cannot be read: the log does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("reading series blocks was interrupted", e);
        }
    }

    /**
     * The blocks of a tenant as a decoder wants them: a block that is not known is looked for at the end of the log
     * before it counts as unknown. Its methods block and throw {@link LogUnavailableException} where the log is away.
     */
    public BlockSource forTenant(String tenant) {
        return new TenantBlocks(tenant);
    }

    /**
     * When a block was last published, in milliseconds since 1970, as far as has been read; null where it is not known or
     * has expired.
     */
    public @Nullable Long publishedAtMillis(String tenant, BlockHash hash) {
        BlockPlace place = places.get(new BlockKey(tenant, hash));
        return place == null || isExpired(place) ? null : place.publishedAtMillis();
    }

    /**
     * The bytes of a block, or null where it is unknown.
     *
     * @throws LogUnavailableException where the log does not answer
     */
    public byte @Nullable [] bytes(String tenant, BlockHash hash) {
        BlockKey key = new BlockKey(tenant, hash);
        for (int attempt = 0; attempt < 2; attempt++) {
            BlockPlace place = places.get(key);
            byte[] bytes = place == null ? null : records.fetch(key, place);
            if (bytes != null) {
                return bytes;
            }
            // Compaction may have replaced the record by a later one that we are about to read.
            catchUp();
        }
        return null;
    }

    /** How many blocks are known. */
    public int size() {
        return places.size();
    }

    /** How many decoded series are kept. */
    public int cachedSeries() {
        return cache.series();
    }

    /** Notes a block that was just published by this process. */
    void published(BlockKey key, LogPublisher.Position position) {
        note(key, new BlockPlace(position.partition(), position.offset(), position.timestampMillis()));
    }

    private void receive(LogRecord record) {
        BlockKey key = BlockKey.parse(record.key());
        if (key == null) {
            LOG.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("series block has a key that is none and is ignored");
            return;
        }
        byte[] value = record.value();
        if (value == null) {
            places.remove(key);
            return;
        }
        note(key, new BlockPlace(record.partition(), record.offset(), record.timestampMillis()));
        if (cache.get(key) == null && cache.hasRoomFor(SeriesBlock.MAX_SERIES)) {
            decode(key, value);
        }
        sweep();
    }

    private void note(BlockKey key, BlockPlace place) {
        places.merge(key, place, (known, added) -> added.offset() >= known.offset() ? added : known);
    }

    private @Nullable SeriesBlock decode(BlockKey key, byte[] bytes) {
        try {
            return cache.keep(key, SeriesBlockCodec.decode(bytes));
        } catch (InvalidBatchException e) {
            LOG.atWarn().addKeyValue("block", key.text()).log("series block cannot be read: {}", e.getMessage());
            return null;
        }
    }

    private boolean isExpired(BlockPlace place) {
        return place.publishedAtMillis() + retention.toMillis() < clock.millis();
    }

    /** Forgets the places of blocks that have expired, once in an eighth of the retention. */
    private void sweep() {
        long now = clock.millis();
        if (now - lastSweepMillis > retention.toMillis() / 8) {
            lastSweepMillis = now;
            places.values().removeIf(this::isExpired);
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        follower.close();
        records.close();
    }

    private final class TenantBlocks implements BlockSource {
        private final String tenant;

        TenantBlocks(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public @Nullable SeriesBlock find(BlockHash hash) {
            BlockKey key = new BlockKey(tenant, hash);
            SeriesBlock cached = cache.get(key);
            if (cached != null) {
                return cached;
            }
            byte[] bytes = places.containsKey(key) ? bytes(tenant, hash) : afterCatchingUp(key);
            return bytes == null ? null : decode(key, bytes);
        }

        private byte @Nullable [] afterCatchingUp(BlockKey key) {
            catchUp();
            return places.containsKey(key) ? bytes(key.tenant(), key.hash()) : null;
        }

        @Override
        public SeriesBlock remember(BlockHash hash, SeriesBlock block) {
            return cache.keep(new BlockKey(tenant, hash), block);
        }
    }
}
