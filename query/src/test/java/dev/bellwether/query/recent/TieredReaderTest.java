package dev.bellwether.query.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.promql.memory.InMemorySeries;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TieredReaderTest {
    private static final List<List<Matcher>> SELECTORS = List.of(
            List.of(Matcher.equal("__name__", "m1")),
            List.of(new Matcher("__name__", Matcher.Operator.MATCHES, "m.*"), Matcher.equal("instance", "i3")),
            List.of(new Matcher("instance", Matcher.Operator.MATCHES, "i[1-4]")),
            List.of(Matcher.equal("__name__", "absent")));

    @Test
    void seriesThatComeAndGoAreSeenByAQuestionThatWasAskedBefore() {
        // given
        RecentStore memory = new RecentStore();
        Selection selection = new Selection(List.of(Matcher.equal("__name__", "m")), 0, 100_000);
        memory.target(Labels.of("__name__", "m", "instance", "b")).add(1_000, 1);
        assertThat(Reading.all(memory, selection)).hasSize(1);

        // when
        RecentStore.Target first = memory.target(Labels.of("__name__", "m", "instance", "a"));
        first.add(2_000, 2);

        // then
        assertThat(Reading.all(memory, selection)).hasSize(2).first().asString().contains("\"a\"");

        // when
        memory.removeBefore(50_000);
        first.add(60_000, 3);

        // then
        assertThat(Reading.all(memory, new Selection(selection.matchers(), 50_000, 100_000)))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"a\"");
        assertThat(memory.seriesCount()).isEqualTo(1);
    }

    /** Whatever is asked, memory and storage joined say what storage alone would say of everything. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void memoryAndStorageTogetherAnswerAsOne(int seed) {
        // given: everything in one store, the same in storage up to some time after the boundary and in memory
        Random random = new Random(seed);
        long boundary = 500_000;
        InMemorySeries everything = new InMemorySeries();
        InMemorySeries storage = new InMemorySeries();
        RecentStore memory = new RecentStore();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 6_000; i++) {
            Labels labels = Labels.of("__name__", "m" + random.nextInt(3), "instance", "i" + random.nextInt(6));
            // Mostly in the order of time, some late.
            long time = Math.max(0, (i * 170L - random.nextInt(40_000)) / 1_000 * 1_000);
            if (!taken.add(labels + " " + time)) {
                continue;
            }
            if (random.nextInt(40) == 0) {
                NativeHistogram histogram = histogram(random.nextInt(9));
                everything.add(labels, time, histogram);
                storage.add(labels, time, histogram);
                memory.target(labels).add(time, histogram);
            } else {
                double value = random.nextInt(30) == 0 ? SpecialValues.STALE : random.nextInt(5);
                everything.add(labels, time, value);
                if (time < boundary + 100_000) {
                    storage.add(labels, time, value);
                }
                if (time >= boundary - 50_000) {
                    memory.target(labels).add(time, value);
                }
            }
        }
        TieredReader reader = new TieredReader(storage, memory, () -> OptionalLong.of(boundary));

        // then
        for (int i = 0; i < 60; i++) {
            long start = random.nextInt(1_000_000);
            long end = start + random.nextInt(400_000);
            List<Matcher> matchers = SELECTORS.get(random.nextInt(SELECTORS.size()));
            Selection selection = new Selection(matchers, start, end);
            assertThat(Reading.all(reader, selection)).isEqualTo(Reading.all(everything, selection));
            assertThat(reader.series(List.of(matchers), 0, 2_000_000, 0))
                    .isEqualTo(everything.series(List.of(matchers), 0, 2_000_000, 0));
            assertThat(reader.labelValues("instance", List.of(matchers), 0, 2_000_000, 3))
                    .isEqualTo(everything.labelValues("instance", List.of(matchers), 0, 2_000_000, 3));
            assertThat(reader.labelNames(List.of(matchers), 0, 2_000_000, 0))
                    .isEqualTo(everything.labelNames(List.of(matchers), 0, 2_000_000, 0));
        }
    }

    private static NativeHistogram histogram(int count) {
        return new NativeHistogram(
                NativeHistogram.CounterResetHint.UNKNOWN,
                0,
                0.001,
                1,
                count + 1,
                count * 1.5,
                new int[] {0, 1},
                new double[] {count},
                new int[0],
                new double[0],
                new double[0]);
    }

    @Test
    void theFirstOfTwoSamplesAtOneTimeStays() {
        RecentStore memory = new RecentStore();
        Labels labels = Labels.of("__name__", "m");
        memory.target(labels).add(1_000, 1);
        memory.target(labels).add(2_000, 2);
        memory.target(labels).add(1_000, 9);
        memory.target(labels).add(2_000, 9);

        assertThat(Reading.all(memory, new Selection(List.of(Matcher.equal("__name__", "m")), 0, 5_000)))
                .containsExactly("m 1000 3ff0000000000000", "m 2000 4000000000000000");
    }

    @Test
    void withoutMemoryStorageAnswers() {
        InMemorySeries storage = new InMemorySeries();
        storage.add(Labels.of("__name__", "m"), 1_000, 1);
        TieredReader reader = new TieredReader(storage, new RecentStore(), OptionalLong::empty);

        assertThat(Reading.all(reader, new Selection(List.of(Matcher.equal("__name__", "m")), 0, 5_000)))
                .hasSize(1);
    }

    @Test
    void forgettingFreesMemoryAndSeries() {
        RecentStore memory = new RecentStore();
        for (int i = 0; i < 1_000; i++) {
            memory.target(Labels.of("__name__", "old")).add(i * 1_000L, i);
            memory.target(Labels.of("__name__", "new")).add(1_000_000 + i * 1_000L, i);
        }
        long before = memory.bytes();

        memory.removeBefore(1_000_000);

        assertThat(memory.seriesCount()).isEqualTo(1);
        assertThat(memory.bytes()).isPositive().isLessThan(before);
        memory.removeBefore(Long.MAX_VALUE);
        assertThat(memory.bytes()).isZero();
        memory.target(Labels.of("__name__", "old")).add(1, 1);
        assertThat(memory.seriesCount()).isEqualTo(1);
    }

    @Test
    void aTargetOutlivesItsForgottenSeries() {
        RecentStore memory = new RecentStore();
        RecentStore.Target target = memory.target(Labels.of("__name__", "m"));
        target.add(1_000, 1);
        memory.removeBefore(2_000);
        target.add(3_000, 3);

        assertThat(memory.series(List.of(), 2_000, 5_000, 0)).containsExactly(Labels.of("__name__", "m"));
    }

    @Test
    void aReadThatReachesBehindWhatIsForgottenFails() {
        RecentStore memory = new RecentStore();
        memory.target(Labels.of("__name__", "m")).add(1_000, 1);
        memory.target(Labels.of("__name__", "m")).add(9_000, 1);
        try (SeriesCursor cursor = memory.select(new Selection(List.of(Matcher.equal("__name__", "m")), 0, 10_000))) {
            memory.removeBefore(2_000);

            assertThatThrownBy(cursor::nextSeries)
                    .isInstanceOf(SeriesReadException.class)
                    .hasMessageContaining("dropped from memory");
        }
    }
}
