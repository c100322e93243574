package dev.bellwether.storage.timescale;

import static dev.bellwether.storage.timescale.SeriesReaderContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read when raw samples are gone, and when whole hours suffice. */
abstract class RollupReadingContract {
    private static final long SLOT = 300_000;
    private static final long HOUR = 12 * SLOT;
    private static final long DAY = 24 * HOUR;
    private static final Labels LOAD = Labels.of("__name__", "load", "instance", "a");

    private final Dialect dialect;
    private @Nullable TestStorage storage;

    RollupReadingContract(Dialect dialect) {
        this.dialect = dialect;
    }

    private TestStorage storage() {
        if (storage == null) {
            storage = new TestStorage(dialect);
        }
        return Objects.requireNonNull(storage);
    }

    @AfterEach
    void close() {
        if (storage != null) {
            storage.close();
        }
    }

    private void setNow(long millis) {
        storage().clock().set(Instant.ofEpochMilli(millis));
    }

    /** The samples that a function sees, and what people are told. */
    private record Read(List<Long> times, List<Double> values, List<String> infos) {}

    private Read read(String function, long range, long step, long start, long end) {
        Selection selection = new Selection(
                List.of(Matcher.equal("__name__", "load")),
                start,
                end,
                new Selection.Hints(step, range, function, List.of(), false));
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        SeriesCursor cursor = storage().reader().select(selection);
        try (cursor) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    for (int i = 0; i < cursor.chunk().count(); i++) {
                        times.add(cursor.chunk().timestampMillis()[i]);
                        values.add(cursor.chunk().values()[i]);
                    }
                }
            }
        }
        return new Read(times, values, cursor.infos());
    }

    /** An hour of samples every minute, values 0 to 59, rolled up; a hundred days later its raw samples are dropped. */
    private void writeAnHourAndDropIt() {
        setNow(NOON);
        double[] values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        storage().write(StoredSample.regular(LOAD, NOON, 60_000, values));
        setNow(NOON + 3 * HOUR);
        storage().storage().jobs().rollUp();
        storage().storage().jobs().pack();
        storage().write(List.of(StoredSample.of(LOAD, NOON + 95 * DAY, 1_000)));
        setNow(NOON + 95 * DAY);
        assertThat(storage().storage().jobs().retain()).isPositive();
    }

    @Test
    void samplesThatAreGoneAreTheLastOfFiveMinutes() {
        writeAnHourAndDropIt();

        Read read = read("", 0, SLOT, NOON, NOON + 95 * DAY);

        assertThat(read.times()).hasSize(13).startsWith(NOON + SLOT - 1, NOON + 2 * SLOT - 1);
        assertThat(read.values())
                .containsExactly(4.0, 9.0, 14.0, 19.0, 24.0, 29.0, 34.0, 39.0, 44.0, 49.0, 54.0, 59.0, 1_000.0);
        assertThat(read.infos())
                .containsExactly("PromQL info: read from 5m rollups, raw samples before "
                        + Instant.ofEpochMilli(TimeSpan.hourOf(NOON + 5 * DAY)) + " are no longer kept");
    }

    @Test
    void eachFunctionSeesWhatGivesItsResult() {
        writeAnHourAndDropIt();
        long end = NOON + HOUR - 1;

        assertThat(read("max_over_time", HOUR, 0, NOON, end).values())
                .contains(4.0, 59.0)
                .hasSize(12);
        assertThat(read("min_over_time", HOUR, 0, NOON, end).values())
                .contains(0.0, 55.0)
                .hasSize(12);
        assertThat(read("rate", HOUR, 0, NOON, end).values())
                .contains(4.0, 59.0)
                .hasSize(12);
        Read means = read("avg_over_time", HOUR, 0, NOON, end);
        assertThat(means.values()).hasSize(60).startsWith(2.0, 2.0, 2.0, 2.0, 2.0, 7.0);
        assertThat(means.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(59 * 30);
        assertThat(means.times()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whereOnlyHoursAreLeftTheirLastSampleHolds() {
        writeAnHourAndDropIt();
        storage().execute("DELETE FROM rollup_5m_packed");

        Read read = read("", 0, SLOT, NOON, NOON + 2 * HOUR);

        assertThat(read.values()).hasSize(12).containsOnly(59.0);
        assertThat(read.times()).first().isEqualTo(NOON + SLOT - 1);
        assertThat(read.infos()).singleElement().asString().contains("1h rollups");
        assertThat(read("increase", 2 * HOUR, 0, NOON, NOON + 2 * HOUR).times()).containsExactly(NOON + HOUR - 1);
    }

    @Test
    void rawSamplesThatAreStillThereAreReadWhateverTheirAge() {
        setNow(NOON);
        List<StoredSample> old = StoredSample.regular(LOAD, NOON - 100 * DAY, 60_000, 1, 2, 3);
        storage().write(old);
        storage().storage().jobs().rollUp();

        Read read = read("", 0, SLOT, NOON - 101 * DAY, NOON);

        assertThat(read.values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(read.infos()).isEmpty();
    }

    /** Three days of samples every five minutes, off the boundaries of hours, rolled up. */
    private void writeThreeDays() {
        List<StoredSample> samples = new ArrayList<>();
        for (long time = NOON - 3 * DAY; time < NOON; time += SLOT) {
            samples.add(StoredSample.of(LOAD, time, Math.sin(time / 1e7) * 100));
        }
        setNow(NOON);
        storage().write(samples);
        setNow(NOON + 3 * HOUR);
        storage().storage().jobs().rollUp();
    }

    @Test
    void theLargestOfLongRangesIsTheSameFromWholeHours() {
        writeThreeDays();
        for (String function : new String[] {"max_over_time", "min_over_time"}) {
            for (long end : new long[] {NOON, NOON + 1_234_567, NOON - 1}) {
                long range = DAY;
                long step = 12 * HOUR;
                long start = end - 36 * HOUR - range + 1;

                Read rolledUp = read(function, range, step, start, end);
                Read raw = read("quantile_over_time", range, step, start, end);

                assertThat(rolledUp.infos())
                        .containsExactly("PromQL info: read from 1h rollups, the result is the same");
                assertThat(raw.infos()).isEmpty();
                assertThat(rolledUp.times().size()).isLessThan(raw.times().size() / 3);
                for (long time = start + range - 1; time <= end; time += step) {
                    assertThat(extreme(rolledUp, function, time - range, time))
                            .as(function + " at " + time)
                            .isEqualTo(extreme(raw, function, time - range, time));
                }
            }
        }
    }

    private static double extreme(Read read, String function, long after, long upTo) {
        double best = Double.NaN;
        for (int i = 0; i < read.times().size(); i++) {
            double value = read.values().get(i);
            boolean within = read.times().get(i) > after && read.times().get(i) <= upTo;
            boolean better = function.startsWith("max") ? value > best : value < best;
            if (within && (better || Double.isNaN(best))) {
                best = value;
            }
        }
        return best;
    }

    @Test
    void hoursThatAreOutOfDateAndShortStepsAreReadAsTheyAre() {
        writeThreeDays();
        storage().write(List.of(StoredSample.of(LOAD, NOON - 30 * HOUR + 1, 5_000)));

        Read late = read("max_over_time", 2 * DAY, 0, NOON - 2 * DAY + 1, NOON);
        assertThat(late.values()).contains(5_000.0);
        assertThat(late.infos()).isNotEmpty();
        assertThat(read("max_over_time", DAY, SLOT, NOON - 2 * DAY, NOON).infos())
                .isEmpty();
        assertThat(read("max_over_time", 2 * HOUR, 0, NOON - 2 * HOUR, NOON).infos())
                .isEmpty();
        assertThat(read("avg_over_time", DAY, 0, NOON - DAY, NOON).infos()).isEmpty();
    }
}
