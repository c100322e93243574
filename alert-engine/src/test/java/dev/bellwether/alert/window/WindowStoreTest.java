package dev.bellwether.alert.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.window.SeriesWindow.Place;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowStoreTest {
    private final WindowStore store = new WindowStore();

    @Test
    void readsBackWhatWasAppendedWithinTheRange() {
        SeriesWindow window = store.window(Labels.of("__name__", "up", "instance", "a"));
        for (int i = 0; i < 100; i++) {
            window.append(i * 1_000L, i, null, 1_000_000);
        }

        assertThat(times("up", 10_000, 12_999)).containsExactly(10_000L, 11_000L, 12_000L);
        assertThat(times("up", 200_000, 300_000)).isEmpty();
    }

    @Test
    void dropsWhatIsOlderThanWanted() {
        SeriesWindow window = store.window(Labels.of("__name__", "up"));
        for (int i = 0; i < 10_000; i++) {
            window.append(i * 1_000L, i, null, 60_000);
        }

        assertThat(times("up", 0, Long.MAX_VALUE))
                .hasSize(61)
                .startsWith(9_939_000L)
                .endsWith(9_999_000L);
    }

    @Test
    void aLateSampleIsPutInItsPlaceAndASecondOneOfATimeIsRefused() {
        SeriesWindow window = store.window(Labels.of("__name__", "up"));

        assertThat(window.append(2_000, 1, null, 10_000)).isEqualTo(Place.NEWEST);
        assertThat(window.append(2_000, 2, null, 10_000)).isEqualTo(Place.NOWHERE);
        assertThat(window.append(1_000, 3, null, 10_000)).isEqualTo(Place.BETWEEN);
        assertThat(times("up", 0, 5_000)).containsExactly(1_000L, 2_000L);
        assertThat(window.valueAt(1_500)).isEqualTo(3);
        assertThat(window.append(-9_000, 3, null, 10_000)).isEqualTo(Place.NOWHERE);
    }

    @Test
    void samplesInAnyOrderStandInTheOrderOfTime() {
        SeriesWindow window = store.window(Labels.of("__name__", "up"));
        List<Long> shuffled = new ArrayList<>();
        for (long i = 0; i < 500; i++) {
            shuffled.add(i * 10);
        }
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(time -> window.append(time, time, null, 100_000));

        assertThat(window.timesBetween(-1, 5_000)).hasSize(500).isSorted();
        for (long i = 0; i < 500; i++) {
            assertThat(window.valueAt(i * 10 + 5)).isEqualTo(i * 10);
        }
    }

    @Test
    void seriesComeInTheOrderOfTheirLabels() {
        for (String instance : List.of("c", "a", "b")) {
            store.window(Labels.of("__name__", "up", "instance", instance)).append(1, 1, null, 1_000);
        }
        store.window(Labels.of("__name__", "down")).append(1, 1, null, 1_000);

        assertThat(store.series(List.of(List.of(Matcher.equal("__name__", "up"))), 0, 10, 0))
                .extracting(labels -> labels.get("instance"))
                .containsExactly("a", "b", "c");
        assertThat(store.labelValues("instance", List.of(), 0, 10, 2)).containsExactly("a", "b");
        assertThat(store.labelNames(List.of(), 0, 10, 0)).containsExactly("__name__", "instance");
    }

    @Test
    void anEndMarkerEndsASeries() {
        SeriesWindow window = store.window(Labels.of("__name__", "up"));

        window.append(1, 1, null, 1_000);
        assertThat(window.ended()).isFalse();
        window.append(2, SpecialValues.STALE, null, 1_000);
        assertThat(window.ended()).isTrue();
    }

    @Test
    void silentSeriesAreForgotten() {
        store.window(Labels.of("__name__", "old")).append(1, 1, null, 1_000);
        store.window(Labels.of("__name__", "new")).append(100, 1, null, 1_000);

        store.forgetSilentSince(50);

        assertThat(store.size()).isEqualTo(1);
    }

    private List<Long> times(String name, long start, long end) {
        List<Long> times = new ArrayList<>();
        try (SeriesCursor cursor = store.select(new Selection(List.of(Matcher.equal("__name__", name)), start, end))) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    SampleChunk chunk = cursor.chunk();
                    Arrays.stream(chunk.timestampMillis(), 0, chunk.count()).forEach(times::add);
                }
            }
        }
        return times;
    }
}
