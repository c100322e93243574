package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.storage.AgentDirectory.AgentStatus;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.Flush.OffsetAdvance;
import dev.bellwether.storage.Flush.RequestIdentity;
import dev.bellwether.storage.Flush.SenderProgress;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.PartitionProgress;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import dev.bellwether.storage.StorageUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the writer does in every dialect. The tests share a database: each has its own topic and series. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleWriterContract {
    private static final long NOON = SeriesReaderContract.NOON;

    private final Dialect dialect;
    private @Nullable TestStorage opened;

    SampleWriterContract(Dialect dialect) {
        this.dialect = dialect;
    }

    private TestStorage storage() {
        TestStorage now = opened;
        if (now == null) {
            now = new TestStorage(
                    dialect,
                    config -> config.withRetention(
                            StorageConfig.Retention.DEFAULTS,
                            List.of(
                                    new RetentionRule("debug_.*", RetentionClass.SHORT),
                                    new RetentionRule("bill(ing)?_.*", RetentionClass.LONG))));
            opened = now;
        }
        return now;
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static List<StoredSample> samples(String metric) {
        return StoredSample.regular(Labels.of("__name__", metric, "instance", "a"), NOON, 15_000, 1, 2, 3);
    }

    private static Flush with(Flush flush, PartitionId partition, long expected, long next) {
        return new Flush(
                flush.samples(),
                flush.histograms(),
                Map.of(
                        new SenderKey("", "agent-" + partition.topicId(), 7),
                        new SenderProgress(
                                partition,
                                new SequenceMarks(next, List.of()),
                                Labels.of("instance", "a"),
                                NOON,
                                NOON + 1)),
                List.of(new RequestIdentity("", partition.topicId() + next, partition, NOON)),
                List.of(new OffsetAdvance(partition, expected, next)));
    }

    private long stored(String metric) {
        return storage()
                .count("SELECT count(*) FROM sample s JOIN metric m ON m.id = s.metric_id WHERE m.name = '" + metric
                        + "'");
    }

    @Test
    void anUnknownPartitionHasNoProgress() {
        assertThat(storage().writer().progress(new PartitionId("unknown", 3)))
                .isEqualTo(new PartitionProgress(-1, Map.of()));
    }

    @Test
    void samplesMarksRequestsAndOffsetsAreThereAfterAFlush() {
        // given
        SampleWriter writer = storage().writer();
        PartitionId partition = new PartitionId("whole", 0);
        SequenceMarks marks = new SequenceMarks(10, List.of(new SequenceRange(12, 12), new SequenceRange(20, 31)));
        SenderKey sender = new SenderKey("", "whole-agent", Long.MAX_VALUE);
        Flush flush = TestStorage.flush(writer, samples("whole"));

        // when
        writer.write(new Flush(
                flush.samples(),
                flush.histograms(),
                Map.of(sender, new SenderProgress(partition, marks, Labels.of("instance", "ü"), NOON, NOON + 5)),
                List.of(new RequestIdentity("", "00ff", partition, NOON)),
                List.of(new OffsetAdvance(partition, -1, 42))));

        // then
        assertThat(writer.progress(partition)).isEqualTo(new PartitionProgress(42, Map.of(sender, marks)));
        assertThat(writer.knownRequests("", List.of("00ff", "00fe"))).containsExactly("00ff");
        assertThat(writer.knownRequests("other", List.of("00ff"))).isEmpty();
        assertThat(stored("whole")).isEqualTo(3);
        assertThat(storage().storage().agents().agent("", "whole-agent"))
                .contains(new AgentStatus(
                        "whole-agent",
                        Long.MAX_VALUE,
                        Labels.of("instance", "ü"),
                        Instant.ofEpochMilli(NOON),
                        Instant.ofEpochMilli(NOON + 5),
                        10));
    }

    @Test
    void aWriterWhoseOffsetIsNoLongerTrueWritesNothing() {
        SampleWriter writer = storage().writer();
        PartitionId partition = new PartitionId("fence", 0);
        writer.write(with(TestStorage.flush(writer, samples("fence")), partition, -1, 5));

        for (long wrong : new long[] {-1, 0, 4, 6}) {
            Flush flush = with(TestStorage.flush(writer, samples("fence")), partition, wrong, 9);
            assertThatThrownBy(() -> writer.write(flush))
                    .isInstanceOf(OffsetConflictException.class)
                    .hasMessageContaining("partition 0");
        }

        assertThat(stored("fence")).isEqualTo(3);
        assertThat(writer.progress(partition).nextOffset()).isEqualTo(5);
        assertThat(writer.knownRequests("", List.of("fence9"))).isEmpty();
    }

    @Test
    void ofTwoWritersOnOnePartitionOneIsFenced() throws Exception {
        PartitionId partition = new PartitionId("zombie", 0);
        int rounds = 10;
        try (SampleWriter left = storage().storage().newWriter();
                SampleWriter right = storage().storage().newWriter();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                long expected = round == 0 ? -1 : round;
                long next = round + 1L;
                List<Callable<Boolean>> attempts = new ArrayList<>();
                for (SampleWriter writer : List.of(left, right)) {
                    attempts.add(() -> {
                        try {
                            writer.write(with(TestStorage.flush(writer, samples("zombie")), partition, expected, next));
                            return true;
                        } catch (OffsetConflictException e) {
                            return false;
                        }
                    });
                }
                int won = 0;
                for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                    won += attempt.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        }
        assertThat(stored("zombie")).isEqualTo(3L * rounds);
    }

    @Test
    void writersThatMeetTheSameNewSeriesGiveThemTheSameIds() throws Exception {
        List<SeriesIdentity> identities = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            identities.add(new SeriesIdentity(
                    "",
                    Labels.of("__name__", "race_" + i % 40, "number", String.valueOf(i)),
                    new MetricMetadata(MetricType.GAUGE, "", "Help.")));
        }
        // Opened before the threads: where there is no server, the test is skipped here.
        var storage = storage().storage();
        List<List<SeriesId>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<SeriesId>>> asks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asks.add(() -> {
                    try (SampleWriter writer = storage.newWriter()) {
                        return writer.resolve(identities);
                    }
                });
            }
            for (Future<List<SeriesId>> answer : threads.invokeAll(asks)) {
                answers.add(answer.get());
            }
        }

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(Set.copyOf(answers.getFirst())).hasSize(300);
    }

    @Test
    void tenantsHaveSeriesOfTheirOwn() {
        Labels labels = Labels.of("__name__", "tenants", "instance", "a");
        List<SeriesId> ids = storage()
                .writer()
                .resolve(List.of(
                        new SeriesIdentity("", labels, MetricMetadata.UNKNOWN),
                        new SeriesIdentity("other", labels, MetricMetadata.UNKNOWN),
                        new SeriesIdentity("", labels, MetricMetadata.UNKNOWN)));

        assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
        assertThat(ids.get(0).metricId()).isEqualTo(ids.get(1).metricId());
    }

    @Test
    void metadataIsKeptUpToDateAndNeverForgotten() {
        SampleWriter writer = storage().writer();
        Labels labels = Labels.of("__name__", "described");
        List<MetricMetadata> arriving = List.of(
                MetricMetadata.UNKNOWN,
                new MetricMetadata(MetricType.COUNTER, "", "Old."),
                new MetricMetadata(MetricType.COUNTER, "seconds", "New."),
                MetricMetadata.UNKNOWN,
                new MetricMetadata(MetricType.UNKNOWN, "", ""));
        arriving.forEach(metadata -> writer.resolve(List.of(new SeriesIdentity("", labels, metadata))));

        assertThat(storage()
                        .query("SELECT type, unit, help FROM metric_metadata d JOIN metric m ON m.id = d.metric_id"
                                + " WHERE m.name = 'described'"))
                .containsExactly(List.of("COUNTER", "seconds", "New."));
    }

    @Test
    void samplesGoToTheTablesOfTheirRetentionClass() {
        storage().write(samples("debug_x"));
        storage().write(samples("billing_x"));
        storage().write(samples("other_x"));

        for (RetentionClass each : RetentionClass.values()) {
            String metric = Map.of(
                            RetentionClass.SHORT,
                            "debug_x",
                            RetentionClass.LONG,
                            "billing_x",
                            RetentionClass.DEFAULT,
                            "other_x")
                    .get(each);
            assertThat(storage()
                            .count("SELECT count(*) FROM " + each.sampleTable()
                                    + " WHERE metric_id = (SELECT id FROM metric WHERE name = '" + metric + "')"))
                    .isEqualTo(3);
        }
    }

    @Test
    void whatCanNeverBeStoredIsRejectedAndNothingOfItsFlushIsWritten() {
        SampleWriter writer = storage().writer();
        PartitionId partition = new PartitionId("reject", 0);
        SeriesId known = writer.resolve(
                        List.of(new SeriesIdentity("", Labels.of("__name__", "reject"), MetricMetadata.UNKNOWN)))
                .getFirst();
        record Case(SeriesId series, long time, String message) {}
        for (Case each : List.of(
                new Case(known, -1, "has the time -1 ms"),
                new Case(known, SampleWriter.MAX_TIMESTAMP_MILLIS + 1, "has the time 4102444800000 ms"),
                new Case(known, Long.MIN_VALUE, "allowed are 0 to 4102444799999"),
                new Case(new SeriesId(2_000_000_000, 5), NOON, "metric id 2000000000, which does not exist"))) {
            SampleColumns columns = new SampleColumns(2);
            columns.add(known, NOON, 1);
            columns.add(each.series(), each.time(), 1);
            Flush flush =
                    new Flush(columns, List.of(), Map.of(), List.of(), List.of(new OffsetAdvance(partition, -1, 1)));
            assertThatThrownBy(() -> writer.write(flush))
                    .isInstanceOf(RejectedSampleException.class)
                    .hasMessageContaining(each.message());
        }
        for (String value : List.of("a\0b", "\ud800", "x\udc00")) {
            SeriesIdentity series =
                    new SeriesIdentity("", Labels.of("__name__", "reject", "l", value), MetricMetadata.UNKNOWN);
            assertThatThrownBy(() -> writer.resolve(List.of(series)))
                    .isInstanceOf(RejectedSampleException.class)
                    .hasMessageContaining("NUL");
        }

        assertThat(stored("reject")).isZero();
        assertThat(writer.progress(partition).nextOffset()).isEqualTo(-1);
    }

    @Test
    void aConnectionCutAtAnyPointLeavesAllOrNothingAndTheWriterGoesOn() {
        try (CuttingProxy proxy = CuttingProxy.before(storage().url());
                TimescaleStorage through = TimescaleStorage.open(
                        TestStorage.config(proxy.through(storage().url())),
                        storage().clock());
                SampleWriter writer = through.newWriter()) {
            PartitionId partition = new PartitionId("cut", 0);
            long written = 0;
            for (boolean loseAnswer : new boolean[] {false, true}) {
                int requests = 0;
                boolean cut = true;
                while (cut) {
                    // given
                    long offset = writer.progress(partition).nextOffset();
                    List<StoredSample> samples = new ArrayList<>(samples("cut"));
                    samples.addAll(StoredSample.regular(
                            Labels.of("__name__", "debug_cut"), NOON + written * 86_400_000L, 1, 1));
                    Flush flush = with(TestStorage.flush(writer, samples), partition, offset, Math.max(offset, 0) + 1);

                    // when
                    if (loseAnswer) {
                        proxy.loseAnswerAfter(requests);
                    } else {
                        proxy.cutAfter(requests);
                    }
                    boolean succeeded;
                    try {
                        writer.write(flush);
                        succeeded = true;
                    } catch (StorageUnavailableException e) {
                        succeeded = false;
                    }
                    cut = proxy.hasCut();
                    proxy.mend();

                    // then
                    awaitNoOpenTransaction();
                    PartitionProgress now = writer.progress(partition);
                    boolean moved = now.nextOffset() > offset;
                    written += moved ? 1 : 0;
                    assertThat(moved || !succeeded).isTrue();
                    assertThat(stored("cut")).as("request " + requests).isEqualTo(3 * written);
                    assertThat(stored("debug_cut")).isEqualTo(written);
                    assertThat(now.senders())
                            .hasSize(written == 0 ? 0 : 1)
                            .allSatisfy((key, marks) ->
                                    assertThat(marks.contiguous()).isEqualTo(now.nextOffset()));
                    assertThat(storage().count("SELECT count(*) FROM request_identity WHERE topic_id = 'cut'"))
                            .isEqualTo(written);
                    requests++;
                }
                assertThat(requests).isGreaterThan(8);
            }
            assertThat(written).isGreaterThanOrEqualTo(2);
        }
    }

    /** A commit whose answer was lost may still be under way in the server. */
    private void awaitNoOpenTransaction() {
        while (storage()
                        .count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bellwether-writer'"
                                + " AND datname = current_database() AND xact_start IS NOT NULL")
                > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsReportedAndTheWriterGoesOnAfterwards() {
        try (CuttingProxy proxy = CuttingProxy.before(storage().url());
                TimescaleStorage through = TimescaleStorage.open(
                        TestStorage.config(proxy.through(storage().url())),
                        storage().clock());
                SampleWriter writer = through.newWriter()) {
            assertThat(through.problem()).isEmpty();
            Flush flush = TestStorage.flush(writer, samples("away"));

            proxy.cutAfter(0);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> writer.write(flush)).isInstanceOf(StorageUnavailableException.class);
                assertThatThrownBy(() -> writer.progress(new PartitionId("away", 0)))
                        .isInstanceOf(StorageUnavailableException.class);
            }
            assertThat(stored("away")).isZero();

            proxy.mend();
            writer.write(flush);
            assertThat(stored("away")).isEqualTo(3);
        }
    }

    @Test
    void aBackendThatIsTerminatedIsReplaced() {
        SampleWriter writer = storage().writer();
        Flush flush = TestStorage.flush(writer, samples("terminated"));
        storage()
                .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'bellwether-writer' AND datname = current_database()");

        assertThatThrownBy(() -> writer.write(flush)).isInstanceOf(StorageUnavailableException.class);
        writer.write(flush);

        assertThat(stored("terminated")).isEqualTo(3);
    }
}
