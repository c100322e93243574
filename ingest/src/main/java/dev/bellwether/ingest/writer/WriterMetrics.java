package dev.bellwether.ingest.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a writer counts; names start with {@code bellwether_writer_}. Safe for use by many threads. */
final class WriterMetrics {
    private final MeterRegistry registry;
    private final Counter samples;
    private final Counter histograms;
    private final Counter records;
    private final Counter duplicates;
    private final Counter conflicts;
    private final Counter failures;
    private final Counter forgottenGaps;
    private final Timer flushes;
    private final Timer visible;
    private final DistributionSummary flushRows;
    private final AtomicLong lagRecords = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicInteger partitions = new AtomicInteger();
    private final AtomicInteger storageAway = new AtomicInteger();
    private final AtomicInteger cachedSeries = new AtomicInteger();

    WriterMetrics(MeterRegistry registry) {
        this.registry = registry;
        samples = counter("bellwether.writer.samples", "Float samples written.");
        histograms = counter("bellwether.writer.histograms", "Native histograms written.");
        records = counter("bellwether.writer.records", "Records of the log dealt with.");
        duplicates = counter("bellwether.writer.duplicates", "Batches and requests that were in already.");
        conflicts = counter("bellwether.writer.conflicts", "Flushes given up because another writer went on.");
        failures = counter("bellwether.writer.storage.failures", "Flushes that storage did not take at first.");
        forgottenGaps = counter(
                "bellwether.writer.forgotten.gaps", "Gaps in the numbers of a sender given up, being too many.");
        flushes = Timer.builder("bellwether.writer.flush")
                .description("One transaction, attempts and pauses included.")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        visible = Timer.builder("bellwether.writer.visible")
                .description(
                        "From a batch's arrival at the gateway until its rows are visible; of a flush, the oldest.")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        flushRows = DistributionSummary.builder("bellwether.writer.flush.rows")
                .description("Rows of one transaction.")
                .register(registry);
        gauge("bellwether.writer.lag.records", "Records of the log not dealt with yet.", lagRecords);
        Gauge.builder("bellwether.writer.lag.seconds", () -> lagMillis.get() / 1_000.0)
                .description("Age of the record dealt with last; 0 where none is left.")
                .register(registry);
        gauge("bellwether.writer.partitions", "Partitions that this writer has.", partitions);
        gauge("bellwether.writer.storage.away", "Whether storage does not answer.", storageAway);
        gauge("bellwether.writer.cached.series", "Series whose ids are in memory.", cachedSeries);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, Number value) {
        Gauge.builder(name, value::doubleValue).description(description).register(registry);
    }

    void record() {
        records.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    void gapForgotten() {
        forgottenGaps.increment();
    }

    void conflict() {
        conflicts.increment();
    }

    void deadLetter(DeadReason reason) {
        Counter.builder("bellwether.writer.dead.letters")
                .description("Records put aside because they can never be written.")
                .tag("reason", reason.word())
                .register(registry)
                .increment();
    }

    void flushed(int sampleCount, int histogramCount, Duration took, long oldestAgeMillis) {
        samples.increment(sampleCount);
        histograms.increment(histogramCount);
        flushRows.record((double) sampleCount + histogramCount);
        flushes.record(took);
        visible.record(Duration.ofMillis(Math.max(0, oldestAgeMillis)));
    }

    void storageFailed() {
        failures.increment();
        storageAway.set(1);
    }

    void storageAnswered() {
        storageAway.set(0);
    }

    void state(long newLagRecords, long newLagMillis, int newPartitions, int newCachedSeries) {
        lagRecords.set(newLagRecords);
        lagMillis.set(newLagMillis);
        partitions.set(newPartitions);
        cachedSeries.set(newCachedSeries);
    }

    boolean isStorageAway() {
        return storageAway.get() != 0;
    }
}
