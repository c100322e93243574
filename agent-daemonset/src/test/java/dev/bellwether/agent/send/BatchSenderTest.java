package dev.bellwether.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.wal.Drafts;
import dev.bellwether.agent.wal.DropReason;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.batch.SequenceRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchSenderTest {
    private static final SenderSettings QUICK = new SenderSettings(
            8,
            1 << 20,
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            3,
            Duration.ofMinutes(10));

    @TempDir
    Path directory;

    private WriteAheadLog log;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void openLog() throws IOException {
        log = WriteAheadLog.open(WalSettings.in(directory), "agent-1", Clock.systemUTC());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        log.close();
    }

    private void append(int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            assertThat(log.append(Drafts.of(i))).isTrue();
        }
        log.force();
    }

    private ScriptedGateway gateway(
            java.util.function.BiConsumer<ScriptedGateway.Received, ScriptedGateway.Stream> script) throws IOException {
        ScriptedGateway gateway = new ScriptedGateway(script);
        open.add(gateway);
        return gateway;
    }

    static SendConfig config(
            String endpoint, @Nullable String httpEndpoint, SendConfig.SendTls tls, @Nullable Path tokenFile) {
        SendConfig defaults = SendConfig.DEFAULT;
        return new SendConfig(
                URI.create(endpoint),
                httpEndpoint == null ? null : URI.create(httpEndpoint),
                tls,
                tokenFile,
                defaults.window(),
                defaults.compression(),
                defaults.connectTimeout(),
                defaults.acknowledgeTimeout(),
                defaults.maxReconnectDelay(),
                defaults.flushTimeout());
    }

    private BatchSender sender(SendConfig config, SenderSettings settings) {
        Endpoint endpoint = Endpoint.of(config);
        List<Connector> connectors = new ArrayList<>();
        connectors.add(new GrpcConnector(endpoint));
        if (endpoint.http() != null) {
            connectors.add(new HttpConnector(endpoint, endpoint.http()));
        }
        BatchSender sender = new BatchSender(log, settings, connectors, new Random(1));
        open.add(sender);
        sender.start();
        return sender;
    }

    private BatchSender sender(ScriptedGateway gateway) {
        return sender(config("grpc://127.0.0.1:" + gateway.port(), null, SendConfig.SendTls.NONE, null), QUICK);
    }

    /** Waits until nothing is left in the log. */
    private void drain() throws InterruptedException {
        while (log.status().depthBatches() > 0) {
            Thread.onSpinWait();
            Thread.sleep(1);
        }
    }

    @Test
    void batchesArriveInOrderAndAreAcknowledged() throws Exception {
        // given
        append(1, 50);
        ScriptedGateway gateway = gateway((batch, stream) -> stream.acknowledge(batch));
        // when
        BatchSender sender = sender(gateway);
        append(51, 100);
        drain();
        // then
        assertThat(gateway.seqs())
                .isEqualTo(
                        java.util.stream.LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(sender.status().state()).isEqualTo(SenderStatus.State.CONNECTED);
        assertThat(sender.status().answers()).containsEntry(SenderStatus.AnswerKind.ACK, 100L);
    }

    @Test
    void whatIsRefusedWhileMoreIsUnderWayIsSentAgainInOrder() throws Exception {
        // given a gateway that refuses 5 once, and with it all that is behind it on the stream
        append(1, 10);
        AtomicBoolean refused = new AtomicBoolean();
        AtomicInteger expected = new AtomicInteger(1);
        List<Long> accepted = new ArrayList<>();
        ScriptedGateway gateway = gateway((batch, stream) -> {
            if (batch.seq() == 5 && refused.compareAndSet(false, true)) {
                stream.retryAfter(batch, 20);
            } else if (batch.seq() != expected.get()) {
                stream.retryAfter(batch, 20);
            } else {
                expected.incrementAndGet();
                accepted.add(batch.seq());
                stream.acknowledge(batch);
            }
        });
        // when
        sender(gateway);
        drain();
        // then
        assertThat(accepted).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void anAcknowledgementThatComesAfterALaterRefusalCounts() throws Exception {
        // given a gateway that refuses at once and acknowledges only when the log has the batch
        append(1, 3);
        ScriptedGateway gateway = gateway(new java.util.function.BiConsumer<>() {
            private ScriptedGateway.@Nullable Received waiting;

            @Override
            public void accept(ScriptedGateway.Received batch, ScriptedGateway.Stream stream) {
                if (batch.seq() == 2) {
                    stream.reject(batch);
                }
                ScriptedGateway.Received first = waiting;
                waiting = null;
                if (first != null) {
                    stream.acknowledge(first);
                }
                if (batch.seq() == 1) {
                    waiting = batch;
                } else if (batch.seq() != 2) {
                    stream.acknowledge(batch);
                }
            }
        });
        // when
        sender(gateway);
        drain();
        // then
        assertThat(gateway.seqs().stream().filter(seq -> seq == 1)).hasSize(1);
    }

    @Test
    void aRejectedBatchIsDeclaredVoidByALaterOne() throws Exception {
        // given
        append(1, 3);
        ScriptedGateway gateway = gateway((batch, stream) -> {
            if (batch.seq() == 2) {
                stream.reject(batch);
            } else {
                stream.acknowledge(batch);
            }
        });
        // when
        sender(gateway);
        drain();
        append(4, 4);
        drain();
        // then
        Drafts.Consumer consumer = new Drafts.Consumer();
        List<SequenceRange> voids = gateway.received().stream()
                .flatMap(batch -> consumer.decode(batch.bytes()).voids().stream())
                .toList();
        assertThat(voids).containsExactly(new SequenceRange(2, 2));
        assertThat(log.status().droppedBatches()).containsEntry(DropReason.REJECTED, 1L);
        assertThat(log.status().droppedSamples()).containsEntry(DropReason.REJECTED, 3L);
    }

    @Test
    void aBatchWhoseBlockIsUnknownComesAgainWithTheBlockInside() throws Exception {
        // given batches of which only the first has the block inside, acknowledged before
        append(1, 3);
        ScriptedGateway first = gateway((batch, stream) -> {
            if (batch.seq() == 1) {
                stream.acknowledge(batch);
            }
        });
        BatchSender firstSender = sender(first);
        while (log.status().depthBatches() > 2) {
            Thread.sleep(1);
        }
        firstSender.close();
        // when a gateway that has never seen the block gets the others
        Set<Long> refused = new HashSet<>();
        Set<Object> known = new HashSet<>();
        ScriptedGateway second = gateway((batch, stream) -> {
            for (byte[] block : batch.batch().reusableBlocks()) {
                known.add(dev.bellwether.protocol.codec.BlockHash.of(block));
            }
            if (known.containsAll(batch.batch().namedBlocks())
                    && !(batch.seq() == 3 && !known.contains(Drafts.BLOCK.hash()))) {
                stream.acknowledge(batch);
            } else if (refused.add(batch.seq()) && batch.seq() == 2) {
                stream.unknownBlock(batch);
            } else {
                stream.retryAfter(batch, 0);
            }
        });
        sender(second);
        drain();
        // then
        assertThat(second.received().getLast().seq()).isEqualTo(3);
        assertThat(second.received().stream()
                        .filter(batch ->
                                batch.seq() == 2 && batch.batch().namedBlocks().isEmpty()))
                .hasSize(1);
    }

    @Test
    void afterALostConnectionSendingBeginsBehindTheLastAcknowledgement() throws Exception {
        // given a gateway that breaks the stream at 4 twice
        append(1, 6);
        AtomicInteger breaks = new AtomicInteger(2);
        ScriptedGateway gateway = gateway((batch, stream) -> {
            if (batch.seq() == 4 && breaks.getAndDecrement() > 0) {
                stream.answers().onError(io.grpc.Status.UNAVAILABLE.asException());
            } else {
                stream.acknowledge(batch);
            }
        });
        // when
        BatchSender sender = sender(gateway);
        drain();
        // then
        assertThat(gateway.received().stream()
                        .filter(batch -> batch.stream() == 3)
                        .map(ScriptedGateway.Received::seq))
                .containsExactly(4L, 5L, 6L);
        assertThat(sender.status().connections()).isEqualTo(3);
    }

    @Test
    void aGatewayThatComesLaterGetsEverything() throws Exception {
        // given nobody listens
        append(1, 5);
        ScriptedGateway reserved = new ScriptedGateway((batch, stream) -> stream.acknowledge(batch));
        int port = reserved.port();
        reserved.close();
        sender(config("grpc://127.0.0.1:" + port, null, SendConfig.SendTls.NONE, null), QUICK);
        // when
        ScriptedGateway gateway = new ScriptedGateway(
                port, io.grpc.InsecureServerCredentials.create(), (batch, stream) -> stream.acknowledge(batch));
        open.add(gateway);
        drain();
        // then
        assertThat(gateway.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
}
