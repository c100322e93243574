package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.Selection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/**
 * Opens the sources of a batch of series of one retention class, with server-side cursors.
 *
 * <p>Rows are opened before packed hours: each statement has its own view of the data, and a sample that is packed
 * between the two is then seen twice, never not at all.
 */
final class BatchReader {
    private static final int FETCH_ROWS = 4_096;
    private static final int FETCH_PACKED = 1_000;
    private static final int FETCH_HISTOGRAMS = 128;
    private static final String BATCH = " FROM unnest(?) WITH ORDINALITY k (id, n) JOIN ";
    private static final String WITHIN_TIME = " s ON s.series_id = k.id"
            + " WHERE s.time >= to_timestamp(? / 1000.0) AND s.time <= to_timestamp(? / 1000.0)";
    private static final String IN_ORDER = " ORDER BY k.n, s.time";

    private final Connection connection;
    private final Dialect dialect;
    private final ReadGuard guard;
    private final RollupPlanner planner;
    private final Selection.Hints hints;
    private final long startMillis;
    private final long endMillis;
    private final List<PreparedStatement> statements = new ArrayList<>();
    private final RollupUse rollupUse = new RollupUse();

    /** Reads the times from start to end, both included. */
    BatchReader(
            Connection connection,
            Dialect dialect,
            ReadGuard guard,
            RollupPlanner planner,
            Selection.Hints hints,
            long startMillis,
            long endMillis) {
        this.connection = connection;
        this.dialect = dialect;
        this.guard = guard;
        this.planner = planner;
        this.hints = hints;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    /** What people should know of what was read so far. */
    List<String> infos() {
        return rollupUse.infos();
    }

    List<SampleSource> open(RetentionClass retentionClass, List<IndexedSeries> batch) throws SQLException {
        Object[] ids = batch.stream().map(IndexedSeries::id).toArray();
        Set<Integer> metrics = batch.stream().map(IndexedSeries::metricId).collect(Collectors.toSet());
        RollupPlan plan = planner.plan(connection, retentionClass, metrics, startMillis, endMillis, hints);
        List<SampleSource> sources = new ArrayList<>(4);
        for (TimeSpan span : plan.raw()) {
            openRaw(retentionClass, batch, ids, span, sources);
        }
        // Rollups know no histograms: these are read of the whole time.
        openHistograms(retentionClass, ids, startMillis, endMillis, sources);
        if (plan.hasRollups()) {
            rollupUse.plan(plan);
            openRollups(plan, ids, sources);
        }
        return sources;
    }

    private void openRaw(
            RetentionClass retentionClass,
            List<IndexedSeries> batch,
            Object[] ids,
            TimeSpan span,
            List<SampleSource> sources)
            throws SQLException {
        long first = span.startMillis();
        long last = span.endMillis() - 1;
        String samples = "SELECT k.n, s.time, s.value" + BATCH + retentionClass.sampleTable() + WITHIN_TIME
                + bounds(batch) + IN_ORDER;
        sources.add(new RowSource(prepare(samples, ids, first, last, FETCH_ROWS), false));
        if (dialect != Dialect.COLUMNSTORE) {
            sources.add(new PackedSource(
                    prepare(packed(retentionClass, first, last), ids, TimeSpan.hourOf(first), last, FETCH_PACKED),
                    first,
                    last));
        }
    }

    /**
     * Packed hours, of regular ones only the part that is wanted: most of the work is to send the arrays. A row begins in
     * the hour that it holds.
     */
    private static String packed(RetentionClass retentionClass, long first, long last) {
        return "SELECT k.n, s.start, s.step, s.times, s.base, s.scale, "
                + part("s.small_offsets") + ", " + part("s.offsets") + ", " + part("s.\"values\"")
                + ", c.skipped" + BATCH
                + retentionClass.packedTable()
                + " s ON s.series_id = k.id CROSS JOIN LATERAL (SELECT"
                + " CASE WHEN s.times IS NULL AND s.step > 0 THEN greatest(0,"
                + " floor((" + first
                + " - date_part('epoch', s.start) * 1000) / s.step))::integer ELSE 0 END AS skipped,"
                + " CASE WHEN s.times IS NULL AND s.step > 0 THEN"
                + " least(100000000, ceil((" + last + " - date_part('epoch', s.start) * 1000) / s.step))::integer"
                + " ELSE 100000000 END AS last) c"
                + " WHERE s.start >= to_timestamp(? / 1000.0) AND s.start <= to_timestamp(? / 1000.0)"
                + " ORDER BY k.n, s.start";
    }

    private static String part(String column) {
        return column + "[c.skipped + 1 : c.last + 1]";
    }

    private void openHistograms(
            RetentionClass retentionClass, Object[] ids, long first, long last, List<SampleSource> sources)
            throws SQLException {
        String histograms =
                "SELECT k.n, s.time, s.histogram" + BATCH + retentionClass.histogramTable() + WITHIN_TIME + IN_ORDER;
        sources.add(new RowSource(prepare(histograms, ids, first, last, FETCH_HISTOGRAMS), true));
    }

    private void openRollups(RollupPlan plan, Object[] ids, List<SampleSource> sources) throws SQLException {
        List<String> places = new ArrayList<>();
        String column = "s." + plan.value().column();
        String hours = "SELECT k.n, s.bucket, NULL::smallint[], ARRAY[" + column + "], ARRAY[s.count::integer]" + BATCH
                + "rollup_1h s ON s.series_id = k.id WHERE ";
        if (!plan.gone().isEmpty()) {
            places.add("SELECT k.n, s.bucket, s.slots, " + column + ", s.count" + BATCH
                    + "rollup_5m_packed s ON s.series_id = k.id WHERE " + within(plan.gone()));
            places.add(hours + within(plan.gone()) + " AND NOT EXISTS (SELECT FROM rollup_5m_packed f"
                    + " WHERE f.series_id = s.series_id AND f.bucket = s.bucket)");
        }
        if (!plan.whole().isEmpty()) {
            places.add(hours + within(plan.whole()));
        }
        PreparedStatement statement = statement(String.join(" UNION ALL ", places) + " ORDER BY 1, 2", FETCH_PACKED);
        for (int i = 1; i <= places.size(); i++) {
            statement.setArray(i, connection.createArrayOf("int8", ids));
        }
        sources.add(new RollupSource(statement, plan.value(), startMillis, endMillis, rollupUse));
    }

    private static String within(List<TimeSpan> spans) {
        return spans.stream()
                .map(span -> "(s.bucket >= " + SampleQuery.timestamp(span.startMillis()) + " AND s.bucket < "
                        + SampleQuery.timestamp(span.endMillis()) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** What lets a columnstore leave out compressed batches: it keeps the least and the most of each column it sorts by. */
    private String bounds(List<IndexedSeries> batch) {
        if (dialect != Dialect.COLUMNSTORE) {
            return "";
        }
        IntSummaryStatistics metrics =
                batch.stream().mapToInt(IndexedSeries::metricId).summaryStatistics();
        LongSummaryStatistics series =
                batch.stream().mapToLong(IndexedSeries::id).summaryStatistics();
        return " AND s.metric_id BETWEEN " + metrics.getMin() + " AND " + metrics.getMax() + " AND s.series_id BETWEEN "
                + series.getMin() + " AND " + series.getMax();
    }

    private PreparedStatement prepare(String sql, Object[] ids, long first, long last, int fetchSize)
            throws SQLException {
        PreparedStatement statement = statement(sql, fetchSize);
        statement.setArray(1, connection.createArrayOf("int8", ids));
        statement.setLong(2, first);
        statement.setLong(3, last);
        return statement;
    }

    private PreparedStatement statement(String sql, int fetchSize) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.add(statement);
        guard.watch(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1); // results in binary from the first use
        statement.setFetchSize(fetchSize);
        return statement;
    }

    /** Ends the batch: closes its statements and gives up its locks. */
    void end() throws SQLException {
        for (PreparedStatement statement : statements) {
            guard.forget(statement);
            statement.close();
        }
        statements.clear();
        connection.rollback();
    }
}
