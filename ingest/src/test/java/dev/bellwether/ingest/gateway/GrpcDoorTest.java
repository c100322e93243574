package dev.bellwether.ingest.gateway;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.named;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.ingest.Batches;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.ingest.TestAgent;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.LogRecord;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcDoorTest {
    private final Pipeline pipeline = new Pipeline();
    private final Gateway gateway = pipeline.startGateway();

    @TempDir
    Path directory;

    @AfterAll
    void close() {
        pipeline.close();
    }

    private List<LogRecord> recordsOf(String agent) {
        return pipeline.readAll(Topic.SAMPLES).stream()
                .filter(record -> record.key().equals(agent))
                .toList();
    }

    @Test
    void aBatchIsAcknowledgedWhenTheLogHasItsVeryBytes() {
        // given
        byte[] bytes = whole(batch("plain", 1, 1, block("plain_metric", 3)));
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            // when
            agent.send(bytes);

            // then
            assertThat(agent.shortAnswer()).isEqualTo("ack 1");
            assertThat(agent.complete()).isEqualTo(Status.OK);
        }
        List<LogRecord> records = recordsOf("plain");
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().value()).isEqualTo(bytes);
        assertThat(records.getFirst().header(BatchHeaders.TENANT)).isEmpty();
        assertThat(records.getFirst().header(BatchHeaders.VERSION)).isEqualTo("1");
        assertThat(records.getFirst().header(BatchHeaders.RECEIVED_AT)).isNotNull();
        assertThat(records.getFirst().partition()).isEqualTo(pipeline.layout().partition(Topic.SAMPLES, "plain"));
    }

    @Test
    void aBlockThatNobodyKnowsIsAskedForAndThenThoseBehindGoOn() {
        // given
        SeriesBlock block = block("unknown_metric", 2);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            // when
            agent.send(named(batch("forgetful", 1, 1, block)));
            agent.send(named(batch("forgetful", 1, 2, block)));

            // then
            assertThat(agent.shortAnswer()).isEqualTo("unknown 1 1");
            assertThat(agent.shortAnswer()).isEqualTo("retry 2 behind_refused");

            // when
            agent.send(whole(batch("forgetful", 1, 1, block)));
            agent.send(named(batch("forgetful", 1, 2, block)));
            agent.send(named(batch("forgetful", 1, 3, block)));

            // then
            assertThat(agent.shortAnswer()).isEqualTo("ack 1");
            assertThat(agent.shortAnswer()).isEqualTo("ack 2");
            assertThat(agent.shortAnswer()).isEqualTo("ack 3");
        }
        assertThat(pipeline.readAll(Topic.SERIES_BLOCKS)).isNotEmpty();
    }

    @Test
    void blocksOfOneTenantAreNotThoseOfAnother() throws Exception {
        // given
        Path credentials = directory.resolve("tenants");
        Files.writeString(credentials, "one tenant-1 token-1 *\ntwo tenant-2 token-2 *\n");
        Gateway secured = pipeline.startGateway(GatewayConfig.LOCAL.withCredentials(credentials));
        SeriesBlock block = block("tenant_metric", 2);

        // when
        try (TestAgent one = new TestAgent(secured.grpcPort(), "token-1");
                TestAgent two = new TestAgent(secured.grpcPort(), "token-2")) {
            one.send(whole(batch("in-tenant", 1, 1, block)));
            assertThat(one.shortAnswer()).isEqualTo("ack 1");
            two.send(named(batch("in-tenant", 1, 1, block)));

            // then
            assertThat(two.shortAnswer()).isEqualTo("unknown 1 1");
        }
        assertThat(recordsOf("in-tenant").getFirst().header(BatchHeaders.TENANT))
                .isEqualTo("tenant-1");
    }

    @Test
    void whatFollowsARefusedBatchIsTaken() {
        // given
        SeriesBlock block = block("poison_metric", 2);
        byte[] poisoned = whole(batch("poisoner", 1, 2, block));
        poisoned[poisoned.length - 1] ^= 0x7f;
        poisoned[poisoned.length - 3] ^= 0x7f;
        byte[] cut = java.util.Arrays.copyOf(whole(batch("poisoner", 1, 3, block)), 60);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            // when
            agent.send(whole(batch("poisoner", 1, 1, block)));
            agent.send(poisoned);
            agent.send(cut);
            agent.send(whole(batch("poisoner", 1, 4, block)));

            // then
            List<String> answers =
                    List.of(agent.shortAnswer(), agent.shortAnswer(), agent.shortAnswer(), agent.shortAnswer());
            assertThat(answers).containsExactlyInAnyOrder("ack 1", "rejected 2 invalid", "rejected 3 invalid", "ack 4");
        }
        assertThat(recordsOf("poisoner")).hasSize(2);
    }

    @Test
    void aSequenceBeyondAllNumbersIsRefusedAlone() {
        // given
        byte[] strange = dev.bellwether.protocol.v1.SampleBatch.newBuilder()
                .setAgentId("stranger")
                .setIncarnation(1)
                .setSeq(Long.MIN_VALUE)
                .build()
                .toByteArray();
        SeriesBlock block = block("jump_metric", 1);
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            // when, then
            agent.send(strange);
            assertThat(agent.shortAnswer()).isEqualTo("rejected 9223372036854775808 invalid");
            agent.send(whole(batch("stranger", 1, Long.MAX_VALUE, block, Batches.NOW, List.of())));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 9223372036854775807 sequence_jump");
            agent.send(whole(batch("stranger", 1, 7, block)));
            assertThat(agent.shortAnswer()).isEqualTo("ack 7");
            agent.send(whole(batch("stranger", 1, 1_000_008, block, Batches.NOW, List.of())));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 1000008 sequence_jump");
            agent.send(
                    whole(batch("stranger", 1, 1_000_008, block, Batches.NOW, List.of(new SequenceRange(100, 200)))));
            assertThat(agent.shortAnswer()).isEqualTo("ack 1000008");
        }
    }

    @Test
    void aClonedIdentityWaitsUntilTheOtherStreamEnds() {
        // given
        SeriesBlock block = block("clone_metric", 1);
        TestAgent first = new TestAgent(gateway.grpcPort());
        first.send(whole(batch("clone", 5, 1, block)));
        assertThat(first.shortAnswer()).isEqualTo("ack 1");
        try (TestAgent second = new TestAgent(gateway.grpcPort())) {
            // when, then
            second.send(whole(batch("clone", 5, 1, block)));
            assertThat(second.shortAnswer()).isEqualTo("retry 1 another_stream");

            // when
            first.close();
            Pipeline.await("the first stream ends", () -> {
                second.send(whole(batch("clone", 5, 1, block)));
                return second.shortAnswer().equals("ack 1");
            });
        }
    }

    @Test
    void anAgentIdIsBoundToItsCredential() throws Exception {
        // given
        Path credentials = directory.resolve("credentials");
        Files.writeString(credentials, "# who may send\nnodes shop secret node-*,edge\n");
        Gateway secured = pipeline.startGateway(GatewayConfig.LOCAL.withCredentials(credentials));
        SeriesBlock block = block("bound_metric", 1);

        // when, then
        try (TestAgent agent = new TestAgent(secured.grpcPort(), "secret")) {
            agent.send(whole(batch("node-1", 1, 1, block)));
            assertThat(agent.shortAnswer()).isEqualTo("ack 1");
        }
        try (TestAgent agent = new TestAgent(secured.grpcPort(), "secret")) {
            agent.send(whole(batch("other", 1, 1, block)));
            assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
        try (TestAgent agent = new TestAgent(secured.grpcPort(), "guess")) {
            agent.send(whole(batch("node-1", 1, 1, block)));
            assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
        try (TestAgent agent = new TestAgent(secured.grpcPort())) {
            agent.send(whole(batch("node-1", 1, 1, block)));
            assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
    }

    @Test
    void limitsRefuseWithTheirReasons() {
        // given
        Gateway strict = pipeline.startGateway(GatewayConfig.LOCAL.withLimits(new GatewayLimits(
                8 << 20, 32 << 20, 100, 4, 20, 30, 1_000, Duration.ofMinutes(10), Duration.ofDays(1))));
        try (TestAgent agent = new TestAgent(strict.grpcPort())) {
            // when, then
            agent.send(whole(batch("limited", 1, 1, labelled("a", "1", "b", "1", "c", "1", "d", "1"))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 1 label_count");
            agent.send(whole(batch("limited", 1, 2, labelled("a_very_long_label_name", "1"))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 2 label_length");
            agent.send(whole(batch("limited", 1, 3, labelled("a", "v".repeat(31)))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 3 label_length");
            agent.send(whole(batch("limited", 1, 4, labelled("a", "nul\0"))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 4 label_invalid");
            agent.send(whole(batch("limited", 1, 5, block("many", 101))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 5 series_limit");
            agent.send(whole(batch("limited", 1, 6, block("m", 1), Batches.NOW + 3_600_000, List.of())));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 6 from_the_future");
            agent.send(whole(batch("limited", 1, 7, block("m", 1), Batches.NOW - 2 * 86_400_000, List.of())));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 7 too_old");
            agent.send(whole(batch("limited", 1, 8, block("m", 90))));
            assertThat(agent.shortAnswer()).isEqualTo("ack 8");
            agent.send(whole(batch("limited", 1, 9, block("n", 11))));
            assertThat(agent.shortAnswer()).isEqualTo("rejected 9 series_limit");
        }
        assertThat(pipeline.count("bellwether.gateway.refused", "reason", "label_count"))
                .isEqualTo(1);
        assertThat(pipeline.count("bellwether.gateway.refused", "reason", "from_the_future"))
                .isEqualTo(1);
    }

    @Test
    void moreSamplesASecondThanAllowedAreAskedForLater() {
        // given
        Gateway strict = pipeline.startGateway(GatewayConfig.LOCAL.withLimits(new GatewayLimits(
                8 << 20, 32 << 20, 100_000, 64, 100, 100, 1, Duration.ofMinutes(10), Duration.ofDays(1))));
        SeriesBlock block = block("rate_metric", 10);
        try (TestAgent agent = new TestAgent(strict.grpcPort())) {
            // when
            agent.send(whole(batch("hasty", 1, 1, block)));
            agent.send(whole(batch("hasty", 1, 2, block)));

            // then
            assertThat(List.of(agent.shortAnswer(), agent.shortAnswer()))
                    .containsExactlyInAnyOrder("ack 1", "retry 2 rate_limit");
        }
    }

    @Test
    void aBombDoesNotUnfold() {
        // given
        SampleBatch huge = batch("bomber", 1, 1, block("m", 1));
        byte[] bomb = dev.bellwether.protocol.v1.SampleBatch.newBuilder()
                .setAgentId("bomber")
                .setIncarnation(1)
                .setSeq(1)
                .addTargetLabels(dev.bellwether.protocol.v1.Label.newBuilder()
                        .setName("a")
                        .setValue("0".repeat(40 << 20)))
                .build()
                .toByteArray();
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            // when
            agent.send(bomb);

            // then
            assertThat(agent.awaitEnd().isOk()).isFalse();
        }
        try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
            agent.send(whole(huge));
            assertThat(agent.shortAnswer()).isEqualTo("ack 1");
        }
    }

    @Test
    void withoutCredentialsNothingButLoopbackIsAllowed() {
        assertThat(new ListenAddress("127.0.0.1", 1).isLoopback()).isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new GatewayConfig(
                        new ListenAddress("0.0.0.0", 7082),
                        ListenAddress.loopback(7081),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        GatewayLimits.DEFAULT,
                        1 << 20,
                        false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without credentials");
    }

    private static SeriesBlock labelled(String... labels) {
        String[] all = new String[labels.length + 2];
        all[0] = "__name__";
        all[1] = "m";
        System.arraycopy(labels, 0, all, 2, labels.length);
        return new SeriesBlock(List.of(new SeriesDescriptor(Labels.of(all), MetricMetadata.UNKNOWN)));
    }
}
