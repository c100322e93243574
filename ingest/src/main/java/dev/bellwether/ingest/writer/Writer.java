package dev.bellwether.ingest.writer;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.OffsetGoneException;
import dev.bellwether.stream.SeriesBlockLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries samples from the log into storage. Any number of writers share the work as one group.
 *
 * <p>Built once from its ports, started once, closed once. The log's clients are the caller's; the storage writers it
 * asks for are its own.
 */
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final WriterLoop loop;
    private final WriterMetrics metrics;
    private final Thread thread;
    private volatile @Nullable String failure;

    /**
     * Wires a writer and joins the group; nothing is read yet.
     *
     * @param settings how to reach the log
     * @param publisher appends to {@code dead-letters}; its layout is that of {@code samples}
     * @param blocks the blocks of the log, started
     * @param storage gives writers, each used by one thread; asked twice
     */
    public Writer(
            WriterConfig config,
            KafkaSettings settings,
            LogPublisher publisher,
            SeriesBlockLog blocks,
            Supplier<SampleWriter> storage,
            MeterRegistry registry,
            Clock clock) {
        this.metrics = new WriterMetrics(registry);
        SampleWriter lookups = storage.get();
        Flusher flusher = new Flusher(storage.get(), metrics, config.maxBackoff(), clock);
        SeriesIds seriesIds = new SeriesIds(lookups, config.cachedSeries());
        RecordProcessor processor = new RecordProcessor(
                blocks, seriesIds, new RequestMemory(lookups), new DeadLetters(publisher, blocks), metrics);
        this.loop = new WriterLoop(
                config,
                publisher.layout().topicId(Topic.SAMPLES),
                lookups,
                flusher,
                processor,
                seriesIds,
                metrics,
                clock,
                listener -> new GroupReader(
                        settings,
                        "bellwether-writer",
                        config.group(),
                        config.sessionTimeout(),
                        Topic.SAMPLES,
                        listener));
        this.thread = Thread.ofPlatform().name("writer").daemon(true).unstarted(this::run);
    }

    /** Starts to read and write, on threads of its own. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            loop.run();
        } catch (OffsetGoneException e) {
            fail("the writer stops, records were lost: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the writer stops");
            fail("the writer stops: " + e);
        }
    }

    private void fail(String message) {
        failure = message;
        LOG.atError().log(message);
    }

    /** Blocks until it has stopped, by {@link #close} or by itself. */
    public void awaitStop() throws InterruptedException {
        thread.join();
    }

    /** Why it has stopped by itself; empty while it runs. It never goes on after that. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** What keeps it from writing right now, for a readiness check; empty where nothing does. */
    public Optional<String> problem() {
        if (failure != null) {
            return failure();
        }
        return metrics.isStorageAway() ? Optional.of("storage does not answer") : Optional.empty();
    }

    /** Writes what is gathered, if that takes no more than seconds, leaves the group, and waits for that. */
    @Override
    public void close() {
        loop.stop();
        if (thread.getState() == Thread.State.NEW) {
            // It was never started: one run of the stopped loop gives back what it holds.
            thread.start();
        }
        try {
            thread.join(Duration.ofSeconds(12));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
