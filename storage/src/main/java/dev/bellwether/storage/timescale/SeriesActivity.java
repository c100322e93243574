package dev.bellwether.storage.timescale;

import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.SampleColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the time bounds of every series, rounded outwards by half an hour to an hour, so that a series is written about
 * once in 45 minutes and not all of them at once.
 *
 * <p>Bounds are written in the transaction of the samples: a series without bounds has no samples. Not safe for use by
 * many threads.
 */
final class SeriesActivity {
    private static final long LEAST_MARGIN = Duration.ofMinutes(30).toMillis();
    private static final int MAX_KNOWN = 2_000_000;

    /** Bounds that are committed. */
    private final SeriesBounds known = new SeriesBounds();

    private final TreeMap<Long, Bounds> widened = new TreeMap<>();

    private record Bounds(long firstMillis, long lastMillis) {
        boolean cover(long first, long last) {
            return first >= firstMillis && last <= lastMillis;
        }

        Bounds widen(long first, long last) {
            return new Bounds(Math.min(firstMillis, first), Math.max(lastMillis, last));
        }
    }

    /** Writes the bounds that these samples widen; the samples are sorted. */
    void write(Connection connection, SampleColumns samples, List<HistogramSample> histograms) throws SQLException {
        widened.clear();
        int start = 0;
        for (int i = 1; i <= samples.count(); i++) {
            if (i == samples.count() || samples.seriesId(i) != samples.seriesId(start)) {
                see(samples.seriesId(start), samples.timestampMillis(start), samples.timestampMillis(i - 1));
                start = i;
            }
        }
        for (HistogramSample sample : histograms) {
            see(sample.series().seriesId(), sample.timestampMillis(), sample.timestampMillis());
        }
        if (!widened.isEmpty()) {
            upsert(connection);
        }
    }

    private void see(long seriesId, long first, long last) {
        if (known.covers(seriesId, first, last)) {
            return;
        }
        Bounds bounds = widened.get(seriesId);
        if (bounds == null && known.contains(seriesId)) {
            bounds = new Bounds(known.firstMillis(seriesId), known.lastMillis(seriesId));
        }
        if (bounds != null && bounds.cover(first, last)) {
            return;
        }
        long margin = LEAST_MARGIN + Math.floorMod(seriesId * 0x9E3779B97F4A7C15L, LEAST_MARGIN);
        // Whole seconds, as they are kept here.
        long until = Math.ceilDiv(last + margin, 1_000L) * 1_000;
        long since = Math.floorDiv(first, 1_000L) * 1_000;
        widened.put(seriesId, bounds == null ? new Bounds(since, until) : bounds.widen(since, until));
    }

    private void upsert(Connection connection) throws SQLException {
        Object[] ids = new Object[widened.size()];
        Object[] firsts = new Object[ids.length];
        Object[] lasts = new Object[ids.length];
        int next = 0;
        for (Map.Entry<Long, Bounds> entry : widened.entrySet()) {
            ids[next] = entry.getKey();
            firsts[next] = entry.getValue().firstMillis();
            lasts[next++] = entry.getValue().lastMillis();
        }
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO series_activity AS a (series_id, first_time, last_time)"
                        + " SELECT id, to_timestamp(first / 1000.0), to_timestamp(last / 1000.0)"
                        + " FROM unnest(?, ?, ?) n (id, first, last)"
                        + " ON CONFLICT (series_id) DO UPDATE SET"
                        + " first_time = least(a.first_time, excluded.first_time),"
                        + " last_time = greatest(a.last_time, excluded.last_time),"
                        + " changed_in = pg_current_xact_id()")) {
            upsert.setArray(1, connection.createArrayOf("int8", ids));
            upsert.setArray(2, connection.createArrayOf("int8", firsts));
            upsert.setArray(3, connection.createArrayOf("int8", lasts));
            upsert.executeUpdate();
        }
    }

    /** The transaction committed: what was written last is known from now on. Tells whether any bounds were widened. */
    boolean committed() {
        boolean any = !widened.isEmpty();
        if (known.size() + widened.size() > MAX_KNOWN) {
            known.clear();
        }
        widened.forEach((id, bounds) -> known.put(id, bounds.firstMillis(), bounds.lastMillis()));
        widened.clear();
        return any;
    }
}
