package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.storage.SeriesIdentity;
import dev.bellwether.storage.StorageUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the jobs do in every dialect; each test in a fresh database. */
abstract class JobsContract {
    private static final long NOON = SeriesReaderContract.NOON;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Labels COUNTER = Labels.of("__name__", "requests_total", "instance", "a");
    private static final Labels GAUGE = Labels.of("__name__", "temperature", "instance", "a");

    private final Dialect dialect;
    private @Nullable TestStorage opened;

    JobsContract(Dialect dialect) {
        this.dialect = dialect;
    }

    private TestStorage storage() {
        if (opened == null) {
            opened = new TestStorage(
                    dialect,
                    config -> config.withRetention(
                            StorageConfig.Retention.DEFAULTS,
                            List.of(
                                    new RetentionRule("short_.*", RetentionClass.SHORT),
                                    new RetentionRule("long_.*", RetentionClass.LONG))));
        }
        return Objects.requireNonNull(opened);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private void setNow(long millis) {
        storage().clock().set(Instant.ofEpochMilli(millis));
    }

    private List<StoredSample> readAll() {
        List<StoredSample> samples = new ArrayList<>();
        Selection all =
                new Selection(List.of(new Matcher("__name__", Matcher.Operator.MATCHES, ".+")), 0, Long.MAX_VALUE);
        try (SeriesCursor cursor = storage().reader().select(all)) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    for (int i = 0; i < cursor.chunk().count(); i++) {
                        samples.add(StoredSample.of(
                                cursor.labels(),
                                cursor.chunk().timestampMillis()[i],
                                cursor.chunk().values()[i]));
                    }
                }
            }
        }
        return samples;
    }

    private long rows() {
        return storage()
                .count("SELECT (SELECT count(*) FROM sample_short) + (SELECT count(*) FROM sample_default)"
                        + " + (SELECT count(*) FROM sample_long)");
    }

    private void assumePacking() {
        Assumptions.assumeTrue(dialect != Dialect.COLUMNSTORE, "a columnstore packs by itself");
    }

    /** Two and a half hours of a regular series, and odd ones, up to noon. */
    private static List<StoredSample> someHours() {
        List<StoredSample> samples = new ArrayList<>();
        long start = NOON - 150 * MINUTE;
        for (int i = 0; i < 600; i++) {
            samples.add(StoredSample.of(COUNTER, start + i * 15_000L, i));
        }
        for (int i = 0; i < 100; i++) {
            double value = i % 10 == 0 ? SpecialValues.STALE : i % 7 == 0 ? Double.NaN : -i / 3.0;
            samples.add(StoredSample.of(GAUGE, start + i * 15_000L + (i * 37L) % 1_000, value));
        }
        samples.add(StoredSample.of(Labels.of("__name__", "short_single"), start, 1));
        samples.add(StoredSample.of(Labels.of("__name__", "temperature", "instance", "b"), start, SpecialValues.STALE));
        return samples.stream()
                .sorted((left, right) -> left.labels().equals(right.labels())
                        ? Long.compare(left.timestampMillis(), right.timestampMillis())
                        : left.labels().compareTo(right.labels()))
                .toList();
    }

    @Test
    void closedHoursArePackedAndReadAsBefore() {
        assumePacking();
        // given
        List<StoredSample> written = someHours();
        storage().write(written);

        // when
        setNow(NOON + 2 * HOUR);
        int packed = storage().storage().jobs().pack();

        // then
        assertThat(packed).isEqualTo(4);
        assertThat(rows()).isZero();
        assertThat(readAll()).isEqualTo(written);
        assertThat(storage()
                        .query(
                                "SELECT count(*), count(times), sum(cardinality(coalesce(small_offsets::float8[], offsets::float8[], \"values\"))) FROM packed_default"
                                        + " WHERE series_id = (SELECT s.id FROM series s JOIN metric m ON m.id = s.metric_id"
                                        + " WHERE m.name = 'requests_total')"))
                .containsExactly(List.of("3", "0", "600"));
        assertThat(storage().count("SELECT count(*) FROM sample")).isEqualTo(written.size());
        assertThat(storage().storage().jobs().pack()).isZero();
    }

    @Test
    void openHoursStayRows() {
        assumePacking();
        storage().write(someHours());

        setNow(NOON + 2 * HOUR - 1);
        storage().storage().jobs().pack();

        assertThat(rows()).isEqualTo(240);
        assertThat(readAll()).isEqualTo(someHours());
    }

    @Test
    void lateSamplesArePackedByTheNextPassAndMergedByTheReader() {
        assumePacking();
        // given
        List<StoredSample> all = someHours();
        List<StoredSample> early = new ArrayList<>();
        List<StoredSample> late = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (i % 3 == 1 ? late : early).add(all.get(i));
        }
        setNow(NOON + 3 * HOUR);
        storage().write(early);
        storage().storage().jobs().pack();

        // when, then
        storage().write(late);
        assertThat(readAll()).isEqualTo(all);
        storage().write(all.subList(10, 20)); // once more: read once
        assertThat(readAll()).isEqualTo(all);

        // when, then
        assertThat(storage().storage().jobs().pack()).isPositive();
        assertThat(rows()).isZero();
        assertThat(readAll()).isEqualTo(all);
    }

    @Test
    void packedHoursThatWereReadAreKeptUntilTheyChange() {
        assumePacking();
        // given
        List<StoredSample> all = someHours();
        List<StoredSample> early = new ArrayList<>();
        List<StoredSample> late = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (i % 3 == 1 ? late : early).add(all.get(i));
        }
        storage().write(early);
        setNow(NOON + 2 * HOUR);
        storage().storage().jobs().pack();

        // when they are read, and their rows are hidden from who would read them again
        List<StoredSample> first = readAll();
        storage().execute("UPDATE packed_default SET series_id = -series_id");
        List<StoredSample> again = readAll();
        storage().execute("UPDATE packed_default SET series_id = -series_id");

        // then
        assertThat(first).isEqualTo(early);
        assertThat(again).isEqualTo(early);

        // when samples come late
        storage().write(late);
        assertThat(readAll()).isEqualTo(all);
        storage().storage().jobs().pack();

        // then
        assertThat(rows()).isZero();
        assertThat(readAll()).isEqualTo(all);

        // when they are dropped
        setNow(NOON + 100 * DAY);
        storage().storage().jobs().retain();

        // then
        assertThat(storage().count("SELECT count(*) FROM packed_hour")).isZero();
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aPackingJobKilledAtAnyStepLosesAndDoublesNothing() {
        assumePacking();
        List<StoredSample> written = someHours();
        storage().write(written);
        setNow(NOON + 3 * HOUR);
        try (CuttingProxy proxy = CuttingProxy.before(storage().url());
                TimescaleStorage through = TimescaleStorage.open(
                        TestStorage.config(proxy.through(storage().url())),
                        storage().clock())) {
            int requests = 0;
            boolean cut = true;
            while (cut) {
                proxy.cutAfter(requests++);
                try {
                    through.jobs().pack();
                } catch (StorageUnavailableException e) {
                    assertThat(proxy.hasCut()).isTrue();
                }
                cut = proxy.hasCut();
                proxy.mend();
                assertThat(readAll()).as("cut before request " + requests).isEqualTo(written);
                assertThat(storage().count("SELECT count(*) FROM sample")).isEqualTo(written.size());
            }
            assertThat(requests).isGreaterThan(20);
        }
        assertThat(rows()).isZero();
    }

    @Test
    void rollupsHoldWholeBucketsAndSkipStaleMarkers() {
        // given
        storage()
                .writer()
                .resolve(List.of(
                        new SeriesIdentity("", COUNTER, new MetricMetadata(MetricType.COUNTER, "", "")),
                        new SeriesIdentity("", GAUGE, new MetricMetadata(MetricType.GAUGE, "", ""))));
        List<StoredSample> samples = new ArrayList<>();
        samples.addAll(StoredSample.regular(GAUGE, NOON, MINUTE, 3, 1, SpecialValues.STALE, 5, 4, 7));
        samples.addAll(StoredSample.regular(COUNTER, NOON, MINUTE, 10, 20, 5, 15, 25, 100, 40));
        storage().write(samples);

        // when
        setNow(NOON + 3 * HOUR);
        storage().storage().jobs().rollUp();

        // then
        String columns = " minimum::text, maximum::text, sum::text, count::text, first::text, last::text,"
                + " coalesce(increase::text, 'none') FROM ";
        String ordered = " JOIN metric m ON m.id = metric_id ORDER BY m.name, bucket";
        assertThat(storage().query("SELECT" + columns + "rollup_5m" + ordered))
                .containsExactly(
                        List.of("5", "25", "75", "5", "10", "25", "35"),
                        List.of("40", "100", "140", "2", "100", "40", "115"),
                        List.of("1", "5", "13", "4", "3", "4", "none"),
                        List.of("7", "7", "7", "1", "7", "7", "none"));
        assertThat(storage().query("SELECT" + columns + "rollup_1h" + ordered))
                .containsExactly(
                        List.of("5", "100", "215", "7", "10", "40", "150"),
                        List.of("1", "7", "20", "5", "3", "7", "none"));
    }

    @Test
    void anHourIsRolledUpOnlyWhenItIsClosedAndAgainWhenSamplesComeLate() {
        // given
        setNow(NOON + MINUTE);
        storage().write(StoredSample.regular(COUNTER, NOON, MINUTE, 1, 2));
        assertThat(storage().storage().jobs().rollUp()).isZero();

        setNow(NOON + 4 * MINUTE);
        storage().write(StoredSample.regular(COUNTER, NOON + 2 * MINUTE, MINUTE, 3, 4));
        setNow(NOON + 62 * MINUTE - 1);
        assertThat(storage().storage().jobs().rollUp()).isZero();

        // when, then
        setNow(NOON + 62 * MINUTE);
        assertThat(storage().storage().jobs().rollUp()).isEqualTo(1);
        assertThat(storage().query("SELECT increase::text FROM rollup_5m")).containsExactly(List.of("3"));
        assertThat(storage().storage().jobs().rollUp()).isZero();

        // when samples come late, also the last one before the next hour, which is rolled up already
        storage().write(StoredSample.regular(COUNTER, NOON + 5 * MINUTE, MINUTE, 16));
        storage().write(StoredSample.regular(COUNTER, NOON + HOUR, MINUTE, 20));
        setNow(NOON + 3 * HOUR);
        assertThat(storage().storage().jobs().rollUp()).isEqualTo(2);
        storage()
                .write(List.of(
                        StoredSample.of(COUNTER, NOON + 4 * MINUTE, 10),
                        StoredSample.of(COUNTER, NOON + 59 * MINUTE, 17)));
        assertThat(storage().storage().jobs().rollUp()).isEqualTo(1);

        // then
        assertThat(storage().query("SELECT increase::text, count::text FROM rollup_5m ORDER BY bucket"))
                .containsExactly(List.of("9", "5"), List.of("6", "1"), List.of("1", "1"), List.of("3", "1"));
        assertThat(storage().query("SELECT increase::text, count::text FROM rollup_1h ORDER BY bucket"))
                .containsExactly(List.of("16", "7"), List.of("3", "1"));
    }

    @Test
    void rollupsOfPackedHoursAreRightToo() {
        assumePacking();
        List<StoredSample> written = StoredSample.regular(COUNTER, NOON, 15_000, 1, 2, 3, 4);
        setNow(NOON + 5 * HOUR);
        storage().write(written);
        storage().storage().jobs().pack();
        storage().write(written.subList(1, 3));

        storage().storage().jobs().rollUp();

        assertThat(storage().query("SELECT sum::text, count::text, increase::text FROM rollup_5m"))
                .containsExactly(List.of("10", "4", "3"));
    }

    @Test
    void eachClassIsDroppedAfterItsOwnRetention() {
        // given
        List<Labels> metrics = List.of(
                Labels.of("__name__", "a_default"), Labels.of("__name__", "long_x"), Labels.of("__name__", "short_x"));
        setNow(NOON);
        for (long age : new long[] {400 * DAY, 100 * DAY, 40 * DAY, DAY}) {
            storage()
                    .write(metrics.stream()
                            .map(labels -> StoredSample.of(labels, NOON - age, age / (double) DAY))
                            .toList());
        }
        storage().storage().jobs().pack();

        // when
        storage().storage().jobs().retain();

        // then
        assertThat(readAll().stream()
                        .map(sample -> sample.labels().metricName() + " " + (int) sample.value())
                        .toList())
                .containsExactly("a_default 40", "a_default 1", "long_x 100", "long_x 40", "long_x 1", "short_x 1");
        assertThat(storage().storage().jobs().retain()).isZero();
    }

    @Test
    void aDroppedPartitionIsMadeAgainForALateSample() {
        setNow(NOON);
        List<StoredSample> old = StoredSample.regular(COUNTER, NOON - 100 * DAY, 15_000, 1, 2);
        storage().write(old);
        storage().storage().jobs().retain();
        assertThat(readAll()).isEmpty();

        storage().write(old);
        assertThat(readAll()).isEqualTo(old);
    }

    @Test
    void oneProcessRunsTheJobsAndAnotherTakesOver() throws Exception {
        // given
        storage().write(StoredSample.regular(COUNTER, NOON, MINUTE, 1, 2));
        setNow(NOON + 2 * HOUR);
        StorageScheduler first = storage().storage().startJobs(Duration.ofMillis(20));
        awaitRollups(1);

        // when
        try (StorageScheduler second = storage().storage().startJobs(Duration.ofMillis(20))) {
            String holders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND ((classid::bigint << 32) | objid::bigint) = " + AdvisoryLocks.JOBS;
            assertThat(storage().count(holders)).isEqualTo(1);
            first.close();

            // then
            storage().write(StoredSample.regular(COUNTER, NOON + 10 * MINUTE, MINUTE, 1, 2));
            awaitRollups(2);
            assertThat(storage().count(holders)).isEqualTo(1);
            assertThat(second).isNotNull();
        }
    }

    private void awaitRollups(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (storage().count("SELECT count(*) FROM rollup_5m") < count) {
            assertThat(System.nanoTime()).as("rollups arrive").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
