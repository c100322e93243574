package dev.bellwether.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleColumnsTest {
    private record Row(int metric, long series, long time, double value) {}

    private static final Comparator<Row> ORDER =
            Comparator.comparingInt(Row::metric).thenComparingLong(Row::series).thenComparingLong(Row::time);

    private static List<Row> sorted(List<Row> rows) {
        SampleColumns columns = new SampleColumns(1);
        rows.forEach(row -> columns.add(new SeriesId(row.metric(), row.series()), row.time(), row.value()));
        columns.sort();
        List<Row> sorted = new ArrayList<>();
        for (int i = 0; i < columns.count(); i++) {
            sorted.add(new Row(columns.metricId(i), columns.seriesId(i), columns.timestampMillis(i), columns.value(i)));
        }
        return sorted;
    }

    @Test
    void samplesAreSortedByMetricSeriesAndTimeAndEqualOnesKeepTheirOrder() {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            List<Row> rows = new ArrayList<>();
            int size = random.nextInt(3_000);
            long spread = 1L << random.nextInt(1, 40);
            for (int i = 0; i < size; i++) {
                rows.add(new Row(
                        1 + random.nextInt(5_000),
                        1 + Math.floorMod(random.nextLong(), spread),
                        1_772_366_400_000L + random.nextInt(100),
                        i));
            }
            assertThat(sorted(rows)).isEqualTo(rows.stream().sorted(ORDER).toList());
        }
    }

    @Test
    void extremeTimesAndIdsAreSortedToo() {
        List<Row> rows = new ArrayList<>();
        for (long time : new long[] {Long.MAX_VALUE, 0, Long.MIN_VALUE, -1, 1}) {
            for (long series : new long[] {Long.MAX_VALUE, 1, 1L << 33}) {
                rows.add(new Row(Integer.MAX_VALUE, series, time, 0));
                rows.add(new Row(1, series, time, 0));
            }
        }

        assertThat(sorted(rows)).isEqualTo(rows.stream().sorted(ORDER).toList());
    }

    @Test
    void nothingAndSortedSamplesStayAsTheyAre() {
        assertThat(sorted(List.of())).isEmpty();
        List<Row> rows = List.of(new Row(1, 1, 1, 1), new Row(1, 1, 1, 2), new Row(1, 2, 0, 3), new Row(2, 1, 0, 4));
        assertThat(sorted(rows)).isEqualTo(rows);
    }

    @Test
    void clearedColumnsCanBeFilledAndSortedAgain() {
        SampleColumns columns = new SampleColumns(4);
        columns.add(new SeriesId(2, 2), 5, 1);
        columns.add(new SeriesId(1, 1), 5, 2);
        columns.sort();
        columns.clear();
        columns.add(new SeriesId(9, 9), 1, 3);
        columns.sort();

        assertThat(columns.count()).isEqualTo(1);
        assertThat(columns.metricId(0)).isEqualTo(9);
    }
}
