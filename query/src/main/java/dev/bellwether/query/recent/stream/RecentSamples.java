package dev.bellwether.query.recent.stream;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.query.recent.RecentConfig;
import dev.bellwether.query.recent.RecentStore;
import dev.bellwether.query.recent.RecentWindow;
import dev.bellwether.query.recent.TieredReader;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest hours in memory: filled from {@code samples} by time, then kept up on a thread of its own.
 *
 * <p>While memory is not complete or lags behind, {@link #over} reads from storage alone, so answers are the same with
 * and without it.
 */
public final class RecentSamples implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecentSamples.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long BEHIND_MILLIS = 15_000;
    private static final long TRIM_EVERY_MILLIS = 10_000;

    private final KafkaSettings settings;
    private final String clientId;
    private final TopicLayout layout;
    private final Clock clock;
    private final RecentStore store = new RecentStore();
    private final RecentWindow window;
    private final BatchSink sink;
    private final Thread thread;
    private final Map<Integer, Long> expected = new HashMap<>();
    private volatile boolean stopped;
    private long trimmedAtMillis;

    /**
     * Prepares the reader; {@link #start} starts it.
     *
     * @param blocks a started log of blocks, which stays the caller's
     */
    public RecentSamples(
            RecentConfig config,
            KafkaSettings settings,
            String clientId,
            TopicLayout layout,
            SeriesBlockLog blocks,
            MeterRegistry registry,
            Clock clock) {
        this.settings = settings;
        this.clientId = clientId;
        this.layout = layout;
        this.clock = clock;
        this.window = new RecentWindow(store, config, clock);
        this.sink = new BatchSink(store, blocks, config.tenant());
        this.thread = Thread.ofPlatform().name(clientId).daemon(true).unstarted(this::run);
        Gauge.builder("bellwether.query.recent.bytes", store, RecentStore::bytes)
                .description("Memory that the newest samples take, roughly.")
                .register(registry);
        Gauge.builder("bellwether.query.recent.series", store, RecentStore::seriesCount)
                .description("Series of which samples are in memory.")
                .register(registry);
        Gauge.builder(
                        "bellwether.query.recent.usable",
                        window,
                        memory -> memory.completeFromMillis().isPresent() ? 1 : 0)
                .description("Whether queries are answered from memory.")
                .register(registry);
    }

    /** Begins to fill; until that is done queries go to storage. */
    public void start() {
        thread.start();
    }

    /** A reader of memory and, for what is older, of storage. */
    public SeriesReader over(SeriesReader storage) {
        return new TieredReader(storage, store, window);
    }

    /** Whether memory answers already. */
    public boolean isUsable() {
        return window.completeFromMillis().isPresent();
    }

    private void run() {
        while (!stopped) {
            try (PositionedReader reader = new PositionedReader(settings, clientId, Topic.SAMPLES, layout, false)) {
                position(reader);
                while (!stopped) {
                    step(reader);
                }
            } catch (LogUnavailableException e) {
                if (!stopped) {
                    LOG.atWarn()
                            .addKeyValue("topic", Topic.SAMPLES.topicName())
                            .log("the newest samples cannot be read: {}", e.getMessage());
                    pause();
                }
            } catch (RuntimeException e) {
                LOG.error("keeping the newest samples failed; queries go to storage", e);
                window.lost();
                pause();
            }
        }
    }

    /** At first by time, after a break where it stopped. */
    private void position(PositionedReader reader) {
        if (expected.isEmpty()) {
            long since = window.wantedSinceMillis();
            reader.seekToTime(since);
            window.missingBefore(since);
            Map<Integer, Long> beginnings = reader.beginnings();
            reader.positions().forEach((partition, position) -> {
                boolean olderMayBeGone = position > 0 && position.equals(beginnings.get(partition));
                expected.put(partition, olderMayBeGone ? position - 1 : position);
            });
        } else {
            reader.seekToOffsets(expected);
        }
    }

    private void step(PositionedReader reader) {
        List<LogRecord> records = reader.poll(POLL);
        for (LogRecord record : records) {
            Long next = expected.get(record.partition());
            if (next != null && record.offset() > next) {
                // Retention took something away before it was read.
                window.missingBefore(record.timestampMillis());
            }
            sink.take(record);
            expected.put(record.partition(), record.offset() + 1);
        }
        long now = clock.millis();
        boolean behind = !records.isEmpty() && now - records.getLast().timestampMillis() > BEHIND_MILLIS;
        if (!behind && reader.caughtUp()) {
            window.readToEnd();
        }
        if (now - trimmedAtMillis > TRIM_EVERY_MILLIS) {
            window.trim();
            trimmedAtMillis = now;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops reading; what is in memory is not offered any more a few seconds later. */
    @Override
    public void close() {
        // Not interrupted: the client would not leave the broker in order. It looks twice a second.
        stopped = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
