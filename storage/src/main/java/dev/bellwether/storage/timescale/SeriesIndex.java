package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every series in memory, by labels; brought up to date before a use with what committed since the last time, unless that
 * was a moment ago.
 *
 * <p>"Since" is told by transaction ids: rows of transactions that were still running at the last look are read again.
 * Safe for use by many threads.
 */
final class SeriesIndex {
    private static final int FETCH_ROWS = 5_000;

    private final Database database;
    private final Map<String, TenantIndex> tenants = new HashMap<>();
    private final Map<Long, IndexedSeries> byId = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** Every transaction below this one was visible at the last look; 0 before the first. */
    private long seenBelow;

    private final long ageNanos;

    /** When it was brought up to date, by {@link System#nanoTime}; meaningless before the first time. */
    private long refreshedNanos;

    private volatile boolean outdated = true;

    /**
     * An index.
     *
     * @param age for how long it need not be brought up to date again, unless {@link #outdate} says so
     */
    SeriesIndex(Database database, Duration age) {
        this.database = database;
        this.ageNanos = age.toNanos();
    }

    /** The next selection brings it up to date, however young it is. */
    void outdate() {
        outdated = true;
    }

    /** The series of a tenant that fulfil every matcher and may have samples in the range, sorted by labels. */
    synchronized List<IndexedSeries> select(
            String tenant, List<List<Matcher>> alternatives, long startMillis, long endMillis) throws SQLException {
        refresh();
        TenantIndex index = tenants.get(tenant);
        if (index == null) {
            return List.of();
        }
        List<IndexedSeries> selected;
        if (alternatives.size() == 1) {
            selected = index.select(alternatives.getFirst(), startMillis, endMillis);
        } else {
            Map<Long, IndexedSeries> distinct = new HashMap<>();
            for (List<Matcher> matchers : alternatives) {
                for (IndexedSeries series : index.select(matchers, startMillis, endMillis)) {
                    distinct.put(series.id(), series);
                }
            }
            selected = new ArrayList<>(distinct.values());
            selected.sort(Comparator.comparing(IndexedSeries::labels));
        }
        return selected;
    }

    private void refresh() throws SQLException {
        long now = System.nanoTime();
        if (!outdated && now - refreshedNanos < ageNanos) {
            return;
        }
        outdated = false;
        try (Connection connection = database.read()) {
            try {
                refresh(connection);
                refreshedNanos = now;
            } finally {
                connection.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            outdated = true;
            throw e;
        }
    }

    private void refresh(Connection connection) throws SQLException {
        long running;
        long next;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_snapshot_xmin(s)::text::bigint,"
                        + " pg_snapshot_xmax(s)::text::bigint,"
                        + " EXISTS (SELECT FROM series_activity WHERE changed_in >= '" + seenBelow + "'::xid8)"
                        + " FROM pg_current_snapshot() s")) {
            row.next();
            running = row.getLong(1);
            next = row.getLong(2);
            if (!row.getBoolean(3) && seenBelow > 0) {
                seenBelow = running;
                return;
            }
        }
        readSeries(connection, next);
        readBounds(connection, next);
        seenBelow = running;
    }

    /** The condition on a row's transaction; ids from another life of the database are not new each time. */
    private String since(String column, long next) {
        return seenBelow == 0
                ? ""
                : " WHERE " + column + " >= '" + seenBelow + "'::xid8 AND " + column + " <= '" + (next + 1_000_000)
                        + "'::xid8";
    }

    private void readSeries(Connection connection, long next) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT s.id, s.tenant, m.name, m.retention_class, s.labels::text, m.id FROM series s"
                        + " JOIN metric m ON m.id = s.metric_id" + since("s.created_in", next))) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    if (!byId.containsKey(id)) {
                        add(
                                rows.getInt(6),
                                id,
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5));
                    }
                }
            }
        }
    }

    private void add(int metricId, long id, String tenant, String metric, String retentionClass, String json) {
        Labels.Builder labels = Labels.builder().set(Labels.METRIC_NAME, shared(metric));
        LabelsJson.read(json).build().forEach((name, value) -> labels.set(shared(name), shared(value)));
        IndexedSeries series = new IndexedSeries(metricId, id, RetentionClass.of(retentionClass), labels.build());
        byId.put(id, series);
        tenants.computeIfAbsent(tenant, name -> new TenantIndex()).add(series);
    }

    /** One copy of each text, however many series have it. */
    private String shared(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    private void readBounds(Connection connection, long next) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT series_id, (extract(epoch FROM first_time) * 1000)::bigint,"
                        + " (extract(epoch FROM last_time) * 1000)::bigint FROM series_activity"
                        + since("changed_in", next))) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    IndexedSeries series = byId.get(rows.getLong(1));
                    if (series != null) {
                        series.setBounds(rows.getLong(2), rows.getLong(3));
                    }
                }
            }
        }
    }
}
