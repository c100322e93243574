package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.Selection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Opens the sources of a batch of series of one retention class: rows, histograms and the versions of packed hours in one
 * statement, packed hours in a second one where they are not in memory.
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
    private static final String IN_ORDER = " ORDER BY 1, 2";

    /** Samples one second apart that are fetched in one go; some 60 bytes each. */
    private static final long MOST_AT_ONCE = 250_000;

    private final Connection connection;
    private final Dialect dialect;
    private final ReadGuard guard;
    private final RollupPlanner planner;
    private final PackedReader packed;
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
            PackedReader packed,
            Selection.Hints hints,
            long startMillis,
            long endMillis) {
        this.connection = connection;
        this.dialect = dialect;
        this.guard = guard;
        this.planner = planner;
        this.packed = packed;
        this.hints = hints;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    /** What people should know of what was read so far. */
    List<String> infos() {
        return rollupUse.infos();
    }

    List<SampleSource> open(RetentionClass retentionClass, List<IndexedSeries> batch) throws SQLException {
        long[] ids = batch.stream().mapToLong(IndexedSeries::id).toArray();
        Set<Integer> metrics = batch.stream().map(IndexedSeries::metricId).collect(Collectors.toSet());
        // What surely fits into memory needs no cursor, and then no transaction: a round trip less.
        connection.setAutoCommit(ids.length * ((endMillis - startMillis) / 1_000 + 1) <= MOST_AT_ONCE);
        RollupPlan plan = planner.plan(connection, retentionClass, metrics, startMillis, endMillis, hints);
        List<SampleSource> sources = new ArrayList<>(4);
        if (plan.raw().size() == 1 && !plan.hasRollups()) {
            openRaw(retentionClass, batch, ids, plan.raw().getFirst(), true, sources);
            return sources;
        }
        for (TimeSpan span : plan.raw()) {
            openRaw(retentionClass, batch, ids, span, false, sources);
        }
        // Rollups know no histograms: these are read of the whole time.
        PreparedStatement histograms =
                statement("SELECT * FROM (" + histograms(retentionClass) + ") h" + IN_ORDER, FETCH_HISTOGRAMS);
        setBatch(histograms, 1, ids, startMillis, endMillis);
        sources.add(new RowSource(histograms));
        if (plan.hasRollups()) {
            rollupUse.plan(plan);
            openRollups(plan, ids, sources);
        }
        return sources;
    }

    private void openRaw(
            RetentionClass retentionClass,
            List<IndexedSeries> batch,
            long[] ids,
            TimeSpan span,
            boolean withHistograms,
            List<SampleSource> sources)
            throws SQLException {
        long first = span.startMillis();
        long last = span.endMillis() - 1;
        List<String> places = new ArrayList<>(3);
        places.add("SELECT k.n, s.time, s.value, NULL::bytea" + BATCH + retentionClass.sampleTable() + WITHIN_TIME
                + bounds(batch));
        if (withHistograms) {
            places.add(histograms(retentionClass));
        }
        boolean packs = dialect != Dialect.COLUMNSTORE;
        if (packs) {
            places.add("SELECT 0, v.hour, NULL, uuid_send(v.version)" + PackedVersions.within(retentionClass));
        }
        PreparedStatement statement = statement(String.join(" UNION ALL ", places) + IN_ORDER, FETCH_ROWS);
        int parameter = setBatch(statement, 1, ids, first, last);
        if (withHistograms) {
            parameter = setBatch(statement, parameter, ids, first, last);
        }
        if (packs) {
            statement.setLong(parameter, TimeSpan.hourOf(first));
            statement.setLong(parameter + 1, last);
        }
        RowSource rows = new RowSource(statement);
        sources.add(rows);
        if (!rows.packedVersions().isEmpty()) {
            sources.add(new PackedSource(
                    packed.open(this::statement, retentionClass, ids, rows.packedVersions(), first, last),
                    first,
                    last));
        }
    }

    private static String histograms(RetentionClass retentionClass) {
        return "SELECT k.n, s.time, NULL::float8, s.histogram" + BATCH + retentionClass.histogramTable() + WITHIN_TIME;
    }

    /** Ids as a parameter that goes to the server in binary. */
    static Array idArray(Connection connection, long[] ids) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int8", ids);
    }

    private int setBatch(PreparedStatement statement, int parameter, long[] ids, long first, long last)
            throws SQLException {
        statement.setArray(parameter, idArray(connection, ids));
        statement.setLong(parameter + 1, first);
        statement.setLong(parameter + 2, last);
        return parameter + 3;
    }

    private void openRollups(RollupPlan plan, long[] ids, List<SampleSource> sources) throws SQLException {
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
            statement.setArray(i, idArray(connection, ids));
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
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }
}
