package dev.bellwether.system;

import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.BatchDraft;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.agent.wal.FsyncPolicy;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.EncodedBlock;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An agent whose gauges a test sets: every half second it writes all of them into its log and sends them; none is lost for a
 * gateway that is away.
 */
final class GaugeAgent implements AutoCloseable {
    static final String METRIC = "test_gauge";

    private static final long TICK_MILLIS = 500;

    private final double[] values;
    private final EncodedBlock block;
    private final WriteAheadLog log;
    private final BatchSender sender;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private long lastMillis;

    /**
     * Opens the log and starts to send zeros.
     *
     * @param directory where its log lives
     * @param gauges how many series there are, with the label {@code gauge}: {@code g0}, {@code g1} …
     */
    GaugeAgent(Path directory, int gauges, int grpcPort) {
        values = new double[gauges];
        List<SeriesDescriptor> descriptors = new ArrayList<>();
        for (int i = 0; i < gauges; i++) {
            descriptors.add(
                    new SeriesDescriptor(Labels.of("__name__", METRIC, "gauge", "g" + i), MetricMetadata.UNKNOWN));
        }
        block = SeriesBlockCodec.encode(new SeriesBlock(descriptors));
        try {
            log = WriteAheadLog.open(
                    new WalSettings(directory, FsyncPolicy.INTERVAL, Duration.ofMillis(100), 256 << 10, 1L << 30),
                    "gauges",
                    InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sender = new BatchSender(log, SequenceAgent.sending(grpcPort));
        sender.start();
        Future<?> unused = ticker.scheduleAtFixedRate(this::append, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void append() {
        lastMillis = Math.max(lastMillis + 1, System.currentTimeMillis());
        Values.Frame frame = new Values.Frame(lastMillis, values.clone());
        if (!log.append(new BatchDraft(
                Labels.of("instance", "gauges"), Labels.EMPTY, List.of(new DraftSection(block, frame))))) {
            throw new IllegalStateException(
                    "the write-ahead log takes no batch: " + log.status().trouble());
        }
        log.maintain();
    }

    /**
     * Sets a gauge and writes it down.
     *
     * @return the time of its first sample
     */
    synchronized Instant set(int gauge, double value) {
        values[gauge] = value;
        append();
        return Instant.ofEpochMilli(lastMillis);
    }

    @Override
    public void close() {
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the ticker does not end");
            }
            sender.close();
            log.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
