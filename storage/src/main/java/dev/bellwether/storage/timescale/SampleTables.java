package dev.bellwether.storage.timescale;

import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Copies sorted samples into the tables of their retention classes. Not safe for use by many threads. */
final class SampleTables {
    private static final Comparator<HistogramSample> HISTOGRAM_ORDER = Comparator.comparingInt(
                    (HistogramSample sample) -> sample.series().metricId())
            .thenComparingLong(sample -> sample.series().seriesId())
            .thenComparingLong(HistogramSample::timestampMillis);

    private static final long MINUTE_MILLIS = 60_000;

    private final StorageConfig config;
    private final Dialect dialect;
    private final Partitions partitions;
    private final SeriesRegistry registry;
    private @Nullable BinaryCopy copy;

    SampleTables(StorageConfig config, Dialect dialect, Partitions partitions, SeriesRegistry registry) {
        this.config = config;
        this.dialect = dialect;
        this.partitions = partitions;
        this.registry = registry;
    }

    /** Consecutive samples of one metric: from {@code start} (included) to {@code end} (excluded). */
    private record Run(int start, int end) {}

    void write(Connection connection, SampleColumns samples, List<HistogramSample> histograms) throws SQLException {
        Map<Integer, RetentionClass> classes = registry.classes(connection, metricsOf(samples, histograms));
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        Map<RetentionClass, List<Run>> runs = runsByClass(samples, classes);
        for (Map.Entry<RetentionClass, List<Run>> entry : runs.entrySet()) {
            PartitionedTable table = PartitionedTable.samples(entry.getKey(), config, dialect);
            partitions.ensure(table, times(samples, entry.getValue()));
            copySamples(manager, table, samples, entry.getValue());
        }
        Map<RetentionClass, List<HistogramSample>> byClass = new EnumMap<>(RetentionClass.class);
        for (HistogramSample histogram : histograms) {
            byClass.computeIfAbsent(
                            classOf(classes, histogram.series().metricId()), retentionClass -> new ArrayList<>())
                    .add(histogram);
        }
        for (Map.Entry<RetentionClass, List<HistogramSample>> entry : byClass.entrySet()) {
            PartitionedTable table = PartitionedTable.histograms(entry.getKey(), config);
            List<HistogramSample> sorted = entry.getValue();
            sorted.sort(HISTOGRAM_ORDER);
            partitions.ensure(
                    table,
                    sorted.stream().mapToLong(HistogramSample::timestampMillis).toArray());
            copyHistograms(manager, table, sorted);
        }
    }

    private static Set<Integer> metricsOf(SampleColumns samples, List<HistogramSample> histograms) {
        Set<Integer> metrics = new HashSet<>();
        int last = -1;
        for (int i = 0; i < samples.count(); i++) {
            if (samples.metricId(i) != last) {
                last = samples.metricId(i);
                metrics.add(last);
            }
        }
        histograms.forEach(histogram -> metrics.add(histogram.series().metricId()));
        return metrics;
    }

    private static RetentionClass classOf(Map<Integer, RetentionClass> classes, int metricId) {
        RetentionClass retentionClass = classes.get(metricId);
        if (retentionClass == null) {
            throw new RejectedSampleException("a sample names the metric id " + metricId + ", which does not exist");
        }
        return retentionClass;
    }

    private static Map<RetentionClass, List<Run>> runsByClass(
            SampleColumns samples, Map<Integer, RetentionClass> classes) {
        Map<RetentionClass, List<Run>> runs = new EnumMap<>(RetentionClass.class);
        int start = 0;
        for (int i = 1; i <= samples.count(); i++) {
            if (i == samples.count() || samples.metricId(i) != samples.metricId(start)) {
                runs.computeIfAbsent(classOf(classes, samples.metricId(start)), retentionClass -> new ArrayList<>())
                        .add(new Run(start, i));
                start = i;
            }
        }
        return runs;
    }

    /** The minutes that samples lie in: no partition begins within one. */
    private static long[] times(SampleColumns samples, List<Run> runs) {
        long earliest = Long.MAX_VALUE;
        for (Run run : runs) {
            for (int i = run.start(); i < run.end(); i++) {
                earliest = Math.min(earliest, samples.timestampMillis(i));
            }
        }
        long first = earliest / MINUTE_MILLIS;
        BitSet minutes = new BitSet();
        for (Run run : runs) {
            for (int i = run.start(); i < run.end(); i++) {
                minutes.set((int) (samples.timestampMillis(i) / MINUTE_MILLIS - first));
            }
        }
        return minutes.stream()
                .mapToLong(minute -> (first + minute) * MINUTE_MILLIS)
                .toArray();
    }

    private void copySamples(CopyManager manager, PartitionedTable table, SampleColumns samples, List<Run> runs)
            throws SQLException {
        BinaryCopy open = begin(
                manager, "COPY " + table.name() + " (metric_id, series_id, time, value) FROM STDIN (FORMAT binary)");
        try {
            for (Run run : runs) {
                for (int i = run.start(); i < run.end(); i++) {
                    open.sample(samples.metricId(i), samples.seriesId(i), samples.timestampMillis(i), samples.value(i));
                }
            }
            open.end();
        } catch (SQLException | RuntimeException e) {
            open.cancel();
            throw e;
        }
    }

    private void copyHistograms(CopyManager manager, PartitionedTable table, List<HistogramSample> histograms)
            throws SQLException {
        BinaryCopy open = begin(
                manager,
                "COPY " + table.name() + " (metric_id, series_id, time, histogram) FROM STDIN (FORMAT binary)");
        try {
            for (HistogramSample sample : histograms) {
                open.row(4);
                open.int4(sample.series().metricId());
                open.int8(sample.series().seriesId());
                open.timestamp(sample.timestampMillis());
                open.bytes(HistogramCodec.encode(sample.histogram()));
            }
            open.end();
        } catch (SQLException | RuntimeException e) {
            open.cancel();
            throw e;
        }
    }

    private BinaryCopy begin(CopyManager manager, String sql) throws SQLException {
        BinaryCopy open = copy;
        if (open == null) {
            open = new BinaryCopy(manager, sql);
            copy = open;
        } else {
            open.begin(manager, sql);
        }
        return open;
    }
}
