package dev.bellwether.system;

import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.send.SenderStatus;
import dev.bellwether.agent.wal.BatchDraft;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.agent.wal.FsyncPolicy;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WalStatus;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The write-ahead log and the sender of the agent with samples that can be counted: every sample of the n-th batch has the
 * value n, no series has two samples of one time. What arrives twice or not at all is then seen in the database.
 */
final class SequenceAgent implements AutoCloseable {
    static final String METRIC = "load_sequence";

    private final String id;
    private final int series;
    private final Labels target;
    private final EncodedBlock block;
    private final InstantSource clock;
    private final WriteAheadLog log;
    private final BatchSender sender;
    private long appended;
    private long lastMillis;

    /**
     * Opens the log and starts to send.
     *
     * @param id the agent's id
     * @param instance the label by which its samples are told from others'
     * @param directory where its log lives
     * @param series samples of one batch
     */
    SequenceAgent(String id, String instance, Path directory, int series, int grpcPort, InstantSource clock) {
        this.id = id;
        this.series = series;
        this.clock = clock;
        this.target = Labels.of("instance", instance, "job", "load");
        this.block = block(series);
        try {
            log = WriteAheadLog.open(
                    new WalSettings(directory, FsyncPolicy.INTERVAL, Duration.ofMillis(100), 256 << 10, 1L << 30),
                    id,
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sender = new BatchSender(log, sending(grpcPort));
        sender.start();
    }

    /** How agents of tests send: soon again where nobody answers. */
    static SendConfig sending(int grpcPort) {
        return new SendConfig(
                URI.create("grpc://127.0.0.1:" + grpcPort),
                null,
                SendConfig.SendTls.NONE,
                null,
                16,
                SendConfig.Compression.ZSTD,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    private static EncodedBlock block(int series) {
        List<SeriesDescriptor> descriptors = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            descriptors.add(new SeriesDescriptor(
                    Labels.of("__name__", METRIC, "i", String.valueOf(i)), MetricMetadata.UNKNOWN));
        }
        return SeriesBlockCodec.encode(new SeriesBlock(descriptors));
    }

    /** Writes the next batch into the log. */
    synchronized void append() {
        long now = clock.millis();
        lastMillis = now > lastMillis || now < lastMillis - 60_000 ? now : lastMillis + 1;
        double[] column = new double[series];
        Arrays.fill(column, (double) (appended + 1));
        DraftSection section = new DraftSection(block, new Values.Frame(lastMillis, column));
        if (!log.append(new BatchDraft(target, Labels.EMPTY, List.of(section)))) {
            throw new IllegalStateException(
                    "the write-ahead log takes no batch: " + log.status().trouble());
        }
        appended++;
    }

    /** Brings what was written onto the disk, after which it is sent. */
    void maintain() {
        log.maintain();
    }

    String id() {
        return id;
    }

    String instance() {
        return target.getOrEmpty("instance");
    }

    int series() {
        return series;
    }

    /** How many batches there are. */
    synchronized long appended() {
        return appended;
    }

    /** How many of them the gateway has not answered for good. */
    long waiting() {
        return log.status().depthBatches();
    }

    WalStatus logStatus() {
        return log.status();
    }

    SenderStatus senderStatus() {
        return sender.status();
    }

    @Override
    public void close() {
        try {
            sender.close();
            log.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
