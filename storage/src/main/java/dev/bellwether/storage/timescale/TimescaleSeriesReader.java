package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.storage.SampleWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/** Reads one tenant's series: labels from the index in memory, samples from the tables. */
final class TimescaleSeriesReader implements SeriesReader {
    private static final String QUERY_CANCELED = "57014";

    private final Database database;
    private final Dialect dialect;
    private final SeriesIndex index;
    private final ReadGuard guard;
    private final RollupPlanner planner;
    private final PackedReader packed;
    private final String tenant;

    TimescaleSeriesReader(
            Database database,
            Dialect dialect,
            SeriesIndex index,
            ReadGuard guard,
            RollupPlanner planner,
            PackedReader packed,
            String tenant) {
        this.database = database;
        this.dialect = dialect;
        this.index = index;
        this.guard = guard;
        this.planner = planner;
        this.packed = packed;
        this.tenant = tenant;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        long start = Math.max(selection.startMillis(), SampleWriter.MIN_TIMESTAMP_MILLIS);
        long end = Math.min(selection.endMillis(), SampleWriter.MAX_TIMESTAMP_MILLIS);
        List<IndexedSeries> selected = find(List.of(selection.matchers()), start, end);
        try {
            Connection connection = database.read();
            return new TimescaleSeriesCursor(
                    selected,
                    connection,
                    new BatchReader(connection, dialect, guard, planner, packed, selection.hints(), start, end));
        } catch (SQLException e) {
            throw failed("connecting to read samples", e);
        }
    }

    private List<IndexedSeries> find(List<List<Matcher>> alternatives, long startMillis, long endMillis) {
        if (Thread.currentThread().isInterrupted()) {
            throw new SeriesReadException("reading series was interrupted");
        }
        List<List<Matcher>> wanted = alternatives.isEmpty() ? List.of(List.of()) : alternatives;
        List<IndexedSeries> found;
        try {
            found = index.select(tenant, wanted, startMillis, endMillis);
        } catch (SQLException e) {
            throw failed("looking for series", e);
        } catch (IllegalStateException e) {
            throw new SeriesReadException("looking for series: " + e.getMessage(), e);
        }
        return found;
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return limited(
                find(matchers, startMillis, endMillis).stream()
                        .map(IndexedSeries::labels)
                        .toList(),
                limit);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<String> names = new TreeSet<>();
        for (IndexedSeries series : find(matchers, startMillis, endMillis)) {
            Labels labels = series.labels();
            for (int i = 0; i < labels.size(); i++) {
                names.add(labels.name(i));
            }
        }
        return limited(List.copyOf(names), limit);
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<String> values = new TreeSet<>();
        for (IndexedSeries series : find(matchers, startMillis, endMillis)) {
            String value = series.labels().get(labelName);
            if (value != null) {
                values.add(value);
            }
        }
        return limited(List.copyOf(values), limit);
    }

    private static <T> List<T> limited(List<T> all, int limit) {
        return limit > 0 && limit < all.size() ? all.subList(0, limit) : all;
    }

    static SeriesReadException failed(String doing, SQLException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return new SeriesReadException(doing + ": interrupted", failure);
        }
        if (SqlFailures.stateOf(failure).equals(QUERY_CANCELED)) {
            return new SeriesReadException(doing + ": took longer than allowed", failure);
        }
        return new SeriesReadException(doing + ": " + failure.getMessage(), failure);
    }
}
