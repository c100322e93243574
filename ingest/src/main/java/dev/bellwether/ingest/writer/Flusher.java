package dev.bellwether.ingest.writer;

import dev.bellwether.storage.Flush;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes flushes, one at a time, on a thread of its own, and does not rest before the outcome is known: while storage is
 * away it tries again, reading the progress first, for the commit that broke may have happened.
 */
final class Flusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final SampleWriter storage;
    private final WriterMetrics metrics;
    private final Backoff backoff;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("writer-flush").daemon(true).factory());
    /** Whoever waits for the outcome has lost interest. */
    private volatile boolean abandoned;

    /** What came of a flush. */
    sealed interface Outcome {
        /** All of it is visible. */
        record Written() implements Outcome {}

        /** Another writer owns one of its partitions, or nobody knows any more: read the progress again. */
        record Lost(String message) implements Outcome {}

        /** Something in it can never be written. */
        record Rejected(String message) implements Outcome {}
    }

    Flusher(SampleWriter storage, WriterMetrics metrics, Duration maxBackoff, Clock clock) {
        this.storage = storage;
        this.metrics = metrics;
        this.backoff = new Backoff(maxBackoff);
        this.clock = clock;
    }

    /** Writes a buffer as a flush; neither is touched by the caller until the outcome is there. */
    CompletableFuture<Outcome> write(FlushBuffer buffer, Flush flush) {
        abandoned = false;
        return CompletableFuture.supplyAsync(() -> writeUntilKnown(buffer, flush), thread);
    }

    /** Ends the attempts of a flush whose outcome no longer matters; it may or may not be visible. */
    void abandon() {
        abandoned = true;
    }

    private Outcome writeUntilKnown(FlushBuffer buffer, Flush flush) {
        long startedNanos = System.nanoTime();
        boolean unknown = false;
        while (!abandoned) {
            try {
                if (unknown && isWritten(flush)) {
                    return written(buffer, flush, startedNanos);
                }
                storage.write(flush);
                return written(buffer, flush, startedNanos);
            } catch (OffsetConflictException e) {
                return new Outcome.Lost(String.valueOf(e.getMessage()));
            } catch (RejectedSampleException e) {
                return new Outcome.Rejected(String.valueOf(e.getMessage()));
            } catch (StorageUnavailableException e) {
                unknown = true;
                metrics.storageFailed();
                long pause = backoff.nextMillis();
                LOG.atWarn()
                        .addKeyValue("rows", buffer.rows())
                        .addKeyValue("again_in_ms", pause)
                        .log("storage does not take a flush: {}", e.getMessage());
                pause(pause);
            }
        }
        return new Outcome.Lost("given up");
    }

    private Outcome written(FlushBuffer buffer, Flush flush, long startedNanos) {
        backoff.reset();
        metrics.storageAnswered();
        metrics.flushed(
                flush.samples().count(),
                flush.histograms().size(),
                Duration.ofNanos(System.nanoTime() - startedNanos),
                clock.millis() - Math.min(buffer.oldestReceivedMillis(), clock.millis()));
        return new Outcome.Written();
    }

    /** Whether the commit that broke happened; all partitions of a flush go on together or not at all. */
    private boolean isWritten(Flush flush) {
        if (flush.offsets().isEmpty()) {
            return false;
        }
        Flush.OffsetAdvance first = flush.offsets().getFirst();
        return storage.progress(first.partition()).nextOffset() == first.nextOffset();
    }

    private void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!abandoned && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(Math.min(50, millis));
            }
        } catch (InterruptedException e) {
            abandoned = true;
        }
    }

    /** Gives up what is under way and closes its connection. */
    @Override
    public void close() {
        abandoned = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.shutdownNow();
        }
        storage.close();
    }
}
