package dev.bellwether.bench;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.main.CollectionSet;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WalStatus;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** An agent's own assembly, write-ahead log and sender, with samples from elsewhere. Ticks come from one thread at a time. */
final class BenchAgent implements AutoCloseable {
    private final CollectorAssembly assembly = new CollectorAssembly();
    private final WriteAheadLog log;
    private final BatchSender sender;
    private final BatchQueue queue;
    private final Labels target;

    /**
     * Opens the log and connects.
     *
     * @param directory where its log is made
     */
    BenchAgent(String name, String job, Path directory, int gatewayPort) throws IOException {
        log = WriteAheadLog.open(WalSettings.in(directory.resolve(name)), name, Clock.systemUTC());
        sender = new BatchSender(log, sending(gatewayPort));
        queue = new BatchQueue(Labels.EMPTY, log::append);
        target = CollectionSet.targetLabels(name, job, Labels.EMPTY);
        sender.start();
    }

    private static SendConfig sending(int gatewayPort) {
        SendConfig usual = SendConfig.DEFAULT;
        return new SendConfig(
                URI.create("grpc://127.0.0.1:" + gatewayPort),
                null,
                usual.tls(),
                null,
                usual.window(),
                usual.compression(),
                usual.connectTimeout(),
                usual.acknowledgeTimeout(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }

    /** Sends what is put into the sink as one batch. */
    void collect(long timestampMillis, Consumer<SampleSink> samples) {
        samples.accept(assembly.begin());
        queue.add(target, assembly.commit(timestampMillis));
        queue.flush();
    }

    /** What an agent does once a second. */
    void maintain() {
        log.maintain();
    }

    WalStatus status() {
        return log.status();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        sender.stop(Duration.ZERO);
        log.close();
    }
}
