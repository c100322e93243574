package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every {@link SeriesReader} does; each twin of the port passes it. */
abstract class SeriesReaderContract {
    static final long NOON = 1_772_366_400_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private static final Labels LOAD_A = Labels.of("__name__", "node_load1", "instance", "a", "job", "node");
    private static final Labels LOAD_B = Labels.of("__name__", "node_load1", "instance", "b", "job", "node");
    private static final Labels UP_A = Labels.of("__name__", "up", "instance", "a");
    private static final Labels ODD = Labels.of("__name__", "odd name", "Größe", "\"ü\\\n\t\u0001", "empty.not", "𝄞");

    /** The reader under test, empty at first. */
    abstract SeriesReader reader();

    /** Stores samples so that the reader sees them. */
    abstract void write(List<StoredSample> samples);

    private static Selection selection(long start, long end, Matcher... matchers) {
        return new Selection(List.of(matchers), start, end);
    }

    private static Matcher regular(String name, String expression) {
        return new Matcher(name, Matcher.Operator.MATCHES, expression);
    }

    private List<StoredSample> read(Selection selection) {
        List<StoredSample> samples = new ArrayList<>();
        try (SeriesCursor cursor = reader().select(selection)) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    SampleChunk chunk = cursor.chunk();
                    for (int i = 0; i < chunk.count(); i++) {
                        NativeHistogram histogram = chunk.histograms() == null ? null : chunk.histograms()[i];
                        samples.add(
                                histogram == null
                                        ? StoredSample.of(
                                                cursor.labels(), chunk.timestampMillis()[i], chunk.values()[i])
                                        : StoredSample.of(cursor.labels(), chunk.timestampMillis()[i], histogram));
                    }
                }
            }
        }
        return samples;
    }

    @Test
    void samplesComeInTheOrderOfLabelsThenTime() {
        // given
        List<StoredSample> a = StoredSample.regular(LOAD_A, NOON, 15_000, 1, 2, 3);
        List<StoredSample> b = StoredSample.regular(LOAD_B, NOON, 15_000, 4, 5);
        write(List.of(b.get(1), a.get(2), b.get(0)));
        write(List.of(a.get(0), a.get(1)));

        // when
        List<StoredSample> read = read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "node_load1")));

        // then
        assertThat(read).containsExactly(a.get(0), a.get(1), a.get(2), b.get(0), b.get(1));
    }

    @Test
    void bothEndsOfTheRangeAreIncluded() {
        write(StoredSample.regular(UP_A, NOON, 1_000, 1, 2, 3, 4, 5));

        assertThat(read(selection(NOON + 1_000, NOON + 3_000, Matcher.equal("__name__", "up"))))
                .isEqualTo(StoredSample.regular(UP_A, NOON + 1_000, 1_000, 2, 3, 4));
        assertThat(read(selection(Long.MIN_VALUE, Long.MAX_VALUE, Matcher.equal("__name__", "up"))))
                .hasSize(5);
    }

    @Test
    void seriesWithoutASampleInTheRangeAreLeftOut() {
        write(List.of(StoredSample.of(LOAD_A, NOON, 1), StoredSample.of(LOAD_B, NOON + 5_000, 2)));

        assertThat(read(selection(NOON + 1, NOON + HOUR, Matcher.equal("job", "node"))))
                .containsExactly(StoredSample.of(LOAD_B, NOON + 5_000, 2));
        assertThat(read(selection(NOON + HOUR, NOON, Matcher.equal("job", "node"))))
                .isEmpty();
    }

    @Test
    void everyKindOfMatcherHoldsAndAnAbsentLabelIsEmpty() {
        // given
        write(List.of(
                StoredSample.of(LOAD_A, NOON, 1), StoredSample.of(LOAD_B, NOON, 2), StoredSample.of(UP_A, NOON, 3)));
        record Case(List<Labels> expected, Matcher... matchers) {}
        Matcher any = regular("__name__", ".+");
        List<Case> cases = List.of(
                new Case(List.of(LOAD_A), Matcher.equal("instance", "a"), Matcher.equal("job", "node")),
                new Case(List.of(UP_A), Matcher.equal("job", ""), any),
                new Case(List.of(LOAD_A, LOAD_B), new Matcher("job", Matcher.Operator.NOT_EQUAL, ""), any),
                new Case(List.of(LOAD_B), any, new Matcher("instance", Matcher.Operator.NOT_EQUAL, "a")),
                new Case(List.of(LOAD_A, LOAD_B, UP_A), regular("instance", "a|b")),
                new Case(List.of(UP_A), any, regular("job", "(kube)?")),
                new Case(List.of(LOAD_A, LOAD_B), any, new Matcher("job", Matcher.Operator.NOT_MATCHES, "(kube)?")),
                new Case(List.of(LOAD_A, LOAD_B, UP_A), any, regular("absent", ".*")),
                new Case(List.of(), any, Matcher.equal("absent", "x")),
                new Case(List.of(), Matcher.equal("__name__", "absent")));

        for (Case each : cases) {
            // when
            List<Labels> selected = new ArrayList<>();
            try (SeriesCursor cursor = reader().select(selection(NOON, NOON, each.matchers()))) {
                while (cursor.nextSeries()) {
                    selected.add(cursor.labels());
                }
            }

            // then
            assertThat(selected).as(List.of(each.matchers()).toString()).isEqualTo(each.expected());
        }
    }

    @Test
    void specialValuesKeepTheirBits() {
        double[] values = {
            SpecialValues.STALE,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8000000000123L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE
        };
        List<StoredSample> written = StoredSample.regular(UP_A, NOON, 15_000, values);
        write(written);

        assertThat(read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up"))))
                .isEqualTo(written);
    }

    @Test
    void aSampleWrittenTwiceIsReadOnce() {
        List<StoredSample> written = StoredSample.regular(UP_A, NOON, 15_000, 1, 2, 3);
        write(written);
        write(written);
        write(written.subList(1, 2));

        assertThat(read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up"))))
                .isEqualTo(written);
    }

    @Test
    void samplesOfManyHoursDaysAndYearsAreReadTogether() {
        List<StoredSample> written = new ArrayList<>();
        for (long back : new long[] {20 * 365 * 24 * HOUR, 400 * 24 * HOUR, 70 * 24 * HOUR, 3 * 24 * HOUR, HOUR, 0}) {
            written.add(StoredSample.of(UP_A, NOON - back, back));
        }
        written.add(StoredSample.of(UP_A, NOON + 365 * 24 * HOUR, 1));
        write(written);

        assertThat(read(selection(0, Long.MAX_VALUE, Matcher.equal("__name__", "up"))))
                .isEqualTo(written);
        assertThat(read(selection(NOON - 2 * HOUR, NOON, Matcher.equal("__name__", "up"))))
                .isEqualTo(written.subList(4, 6));
    }

    @Test
    void moreSamplesThanAChunkHoldsComeInSeveralChunks() {
        List<StoredSample> written = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            written.add(StoredSample.of(UP_A, NOON + i * 1_000L, i));
        }
        write(written);

        assertThat(read(selection(NOON, NOON + 2 * HOUR, Matcher.equal("__name__", "up"))))
                .isEqualTo(written);
    }

    @Test
    void manySeriesAreWalkedInOrderAndUnreadOnesSkipped() {
        // given
        List<StoredSample> written = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            Labels labels = Labels.of("__name__", "many", "number", String.format("%04d", i));
            written.add(StoredSample.of(labels, NOON, i));
            written.add(StoredSample.of(labels, NOON + 1_000, i));
        }
        write(written);

        // when
        List<Labels> walked = new ArrayList<>();
        double sum = 0;
        try (SeriesCursor cursor = reader().select(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "many")))) {
            while (cursor.nextSeries()) {
                walked.add(cursor.labels());
                if (walked.size() % 3 == 0 && cursor.nextChunk()) {
                    sum += cursor.chunk().values()[0];
                }
            }
            assertThat(cursor.nextSeries()).isFalse();
        }

        // then
        assertThat(walked)
                .isEqualTo(written.stream().map(StoredSample::labels).distinct().toList());
        assertThat(sum).isEqualTo(400 * (2 + 1_199) / 2.0);
    }

    @Test
    void oddLabelsComeBackAsTheyWere() {
        write(List.of(StoredSample.of(ODD, NOON, 1)));

        assertThat(read(selection(NOON, NOON, Matcher.equal("empty.not", "𝄞"))))
                .containsExactly(StoredSample.of(ODD, NOON, 1));
    }

    @Test
    void nativeHistogramsComeBackBesideFloats() {
        // given
        NativeHistogram histogram = new NativeHistogram(
                CounterResetHint.NOT_RESET,
                3,
                1e-9,
                2,
                9,
                12.5,
                new int[] {0, 2, 4, 1},
                new double[] {1, 2, 3},
                new int[] {-1, 1},
                new double[] {1},
                new double[0]);
        NativeHistogram stale = new NativeHistogram(
                CounterResetHint.UNKNOWN,
                0,
                0,
                0,
                0,
                SpecialValues.STALE,
                new int[0],
                new double[0],
                new int[0],
                new double[0],
                new double[0]);
        List<StoredSample> written = List.of(
                StoredSample.of(UP_A, NOON, 1),
                StoredSample.of(UP_A, NOON + 1_000, histogram),
                StoredSample.of(UP_A, NOON + 2_000, stale),
                StoredSample.of(UP_A, NOON + 3_000, 2));
        write(written);

        // when
        List<StoredSample> read = read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up")));

        // then
        assertThat(read).isEqualTo(written);
    }

    @Test
    void labelsNamesAndValuesAreListedSortedAndLimited() {
        write(List.of(
                StoredSample.of(LOAD_B, NOON, 1), StoredSample.of(UP_A, NOON, 2), StoredSample.of(LOAD_A, NOON, 3)));
        List<List<Matcher>> loads = List.of(List.of(Matcher.equal("__name__", "node_load1")));
        List<List<Matcher>> both =
                List.of(List.of(Matcher.equal("instance", "a")), List.of(Matcher.equal("__name__", "up")));

        assertThat(reader().series(List.of(), NOON, NOON, 0)).containsExactly(LOAD_A, LOAD_B, UP_A);
        assertThat(reader().series(both, NOON, NOON, 0)).containsExactly(LOAD_A, UP_A);
        assertThat(reader().series(loads, NOON, NOON, 1)).containsExactly(LOAD_A);
        assertThat(reader().labelNames(List.of(), NOON, NOON, 0)).containsExactly("__name__", "instance", "job");
        assertThat(reader().labelNames(List.of(), NOON, NOON, 2)).containsExactly("__name__", "instance");
        assertThat(reader().labelValues("__name__", List.of(), NOON, NOON, 0)).containsExactly("node_load1", "up");
        assertThat(reader().labelValues("instance", loads, NOON, NOON, 0)).containsExactly("a", "b");
        assertThat(reader().labelValues("absent", List.of(), NOON, NOON, 0)).isEmpty();
    }

    @Test
    void seriesLongBeforeOrAfterTheRangeAreNotListed() {
        write(List.of(StoredSample.of(LOAD_A, NOON - 48 * HOUR, 1), StoredSample.of(LOAD_B, NOON, 1)));
        write(List.of(StoredSample.of(UP_A, NOON + 48 * HOUR, 1)));

        assertThat(reader().series(List.of(), NOON - 3 * HOUR, NOON + 3 * HOUR, 0))
                .containsExactly(LOAD_B);
        assertThat(reader().labelNames(List.of(), NOON + 47 * HOUR, NOON + 49 * HOUR, 0))
                .containsExactly("__name__", "instance");
    }

    @Test
    void whatIsWrittenBetweenTwoReadsIsSeenByTheSecond() {
        write(List.of(StoredSample.of(LOAD_A, NOON, 1)));
        assertThat(reader().series(List.of(), NOON, NOON, 0)).containsExactly(LOAD_A);

        write(List.of(StoredSample.of(LOAD_B, NOON, 1), StoredSample.of(LOAD_A, NOON + 9 * HOUR, 1)));

        assertThat(reader().series(List.of(), NOON, NOON, 0)).containsExactly(LOAD_A, LOAD_B);
        assertThat(reader().series(List.of(), NOON + 9 * HOUR, NOON + 9 * HOUR, 0))
                .containsExactly(LOAD_A);
    }

    @Test
    void anInterruptedReadFails() {
        write(StoredSample.regular(UP_A, NOON, 1_000, 1, 2));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up"))))
                    .isInstanceOf(SeriesReadException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(read(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up"))))
                .hasSize(2);
    }

    @Test
    void aClosedCursorHasNothingMore() {
        write(StoredSample.regular(UP_A, NOON, 1_000, 1, 2));

        SeriesCursor cursor = reader().select(selection(NOON, NOON + HOUR, Matcher.equal("__name__", "up")));
        assertThat(cursor.nextSeries()).isTrue();
        assertThat(Objects.requireNonNull(cursor.labels())).isEqualTo(UP_A);
        cursor.close();
        cursor.close();

        assertThat(cursor.nextChunk()).isFalse();
        assertThat(cursor.nextSeries()).isFalse();
    }
}
