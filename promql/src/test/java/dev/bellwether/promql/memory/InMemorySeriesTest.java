package dev.bellwether.promql.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemorySeriesTest {
    private static final Labels A = Labels.of("__name__", "m", "i", "a");
    private static final Labels B = Labels.of("__name__", "m", "i", "b");
    private static final Labels OTHER = Labels.of("__name__", "other", "i", "a");

    private final InMemorySeries series = new InMemorySeries();

    private List<String> read(Selection selection) {
        List<String> samples = new ArrayList<>();
        try (SeriesCursor cursor = series.select(selection)) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    SampleChunk chunk = cursor.chunk();
                    for (int i = 0; i < chunk.count(); i++) {
                        samples.add(cursor.labels() + "@" + chunk.timestampMillis()[i] + "=" + chunk.values()[i]);
                    }
                }
            }
        }
        return samples;
    }

    private static Selection all(long start, long end) {
        return new Selection(List.of(Matcher.equal("__name__", "m")), start, end);
    }

    @Test
    void seriesComeSortedWithTheirSamplesInTheOrderOfTime() {
        // given
        series.add(B, 1, 10);
        series.add(A, 3, 3);
        series.add(A, 1, 1);
        series.add(A, 2, 2);
        series.add(OTHER, 1, 99);

        // then
        assertThat(read(all(0, 10)))
                .containsExactly("m{i=\"a\"}@1=1.0", "m{i=\"a\"}@2=2.0", "m{i=\"a\"}@3=3.0", "m{i=\"b\"}@1=10.0");
    }

    @Test
    void bothEndsOfTheTimeRangeAreIncluded() {
        // given
        for (int time = 1; time <= 20; time++) {
            series.add(A, time, time);
        }

        // then
        assertThat(read(all(5, 6))).containsExactly("m{i=\"a\"}@5=5.0", "m{i=\"a\"}@6=6.0");
        assertThat(read(all(21, 30))).isEmpty();
    }

    @Test
    void theLaterOfTwoSamplesAtOneTimeWins() {
        // given
        series.add(A, 1, 1);
        series.add(A, 2, 2);
        series.add(A, 1, 7);

        // then
        assertThat(read(all(0, 1))).containsExactly("m{i=\"a\"}@1=7.0");
    }

    @Test
    void whatWasReadDoesNotChangeAfterwards() {
        // given
        series.add(A, 1, 1);
        series.add(A, 5, 5);
        try (SeriesCursor cursor = series.select(all(0, 10))) {
            cursor.nextSeries();
            cursor.nextChunk();
            SampleChunk chunk = cursor.chunk();

            // when
            series.add(A, 3, 3);
            series.removeBefore(4);

            // then
            assertThat(chunk.count()).isEqualTo(2);
            assertThat(chunk.timestampMillis()).startsWith(1, 5);
        }
    }

    @Test
    void oldSamplesAndEmptySeriesAreForgotten() {
        // given
        series.add(A, 1, 1);
        series.add(B, 1, 1);
        series.add(B, 9, 9);

        // when
        series.removeBefore(5);
        series.add(A, 10, 10);

        // then
        assertThat(read(all(0, 20))).containsExactly("m{i=\"a\"}@10=10.0", "m{i=\"b\"}@9=9.0");
    }

    @Test
    void labelsCanBeListed() {
        // given
        series.add(A, 1, 1);
        series.add(B, 1, 1);
        series.add(OTHER, 100, 1);

        // then
        assertThat(series.series(List.of(), 0, 10, 0)).containsExactly(A, B);
        assertThat(series.series(List.of(), 0, 1000, 1)).containsExactly(A);
        assertThat(series.labelNames(List.of(), 0, 10, 0)).containsExactly("__name__", "i");
        assertThat(series.labelValues("i", List.of(List.of(Matcher.equal("__name__", "m"))), 0, 10, 0))
                .containsExactly("a", "b");
    }

    @Test
    void manyThreadsMayWriteAndForgetAtOnce() throws InterruptedException {
        // given
        List<Thread> writers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Labels labels = Labels.of("__name__", "m", "i", "t" + thread);
            writers.add(Thread.ofVirtual().start(() -> {
                for (int time = 1; time <= 2000; time++) {
                    series.add(labels, time, time);
                    if (time % 100 == 0) {
                        series.removeBefore(time - 50);
                    }
                }
            }));
        }

        // when
        for (Thread writer : writers) {
            writer.join();
        }

        // then
        assertThat(read(all(2000, 2000))).hasSize(4);
    }
}
