package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.postgresql.PGStatement;

/**
 * Opens the sources of a batch of series of one retention class, with server-side cursors.
 *
 * <p>Rows are opened before packed hours: each statement has its own view of the data, and a sample that is packed
 * between the two is then seen twice, never not at all.
 */
final class BatchReader {
    private static final int FETCH_ROWS = 4_096;
    private static final int FETCH_PACKED = 128;
    private static final long PACKED_SPAN_MILLIS = 3_600_000;
    private static final String BATCH = " FROM unnest(?) WITH ORDINALITY k (id, n) JOIN ";
    private static final String WITHIN_TIME = " s ON s.series_id = k.id"
            + " WHERE s.time >= to_timestamp(? / 1000.0) AND s.time <= to_timestamp(? / 1000.0)";
    private static final String IN_ORDER = " ORDER BY k.n, s.time";

    private final Connection connection;
    private final Dialect dialect;
    private final ReadGuard guard;
    private final long startMillis;
    private final long endMillis;
    private final List<PreparedStatement> statements = new ArrayList<>();

    BatchReader(Connection connection, Dialect dialect, ReadGuard guard, long startMillis, long endMillis) {
        this.connection = connection;
        this.dialect = dialect;
        this.guard = guard;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    List<SampleSource> open(RetentionClass retentionClass, List<IndexedSeries> batch) throws SQLException {
        Object[] ids = batch.stream().map(IndexedSeries::id).toArray();
        List<SampleSource> sources = new ArrayList<>(3);
        String samples = "SELECT k.n, s.time, s.value" + BATCH + retentionClass.sampleTable() + WITHIN_TIME
                + bounds(batch) + IN_ORDER;
        sources.add(new RowSource(prepare(samples, ids, startMillis, FETCH_ROWS), false));
        String histograms =
                "SELECT k.n, s.time, s.histogram" + BATCH + retentionClass.histogramTable() + WITHIN_TIME + IN_ORDER;
        sources.add(new RowSource(prepare(histograms, ids, startMillis, FETCH_PACKED), true));
        if (dialect != Dialect.COLUMNSTORE) {
            String packed = "SELECT k.n, s.start, s.step, s.times, s.base, s.scale, s.small_offsets,"
                    + " s.offsets, s.\"values\"" + BATCH
                    + retentionClass.packedTable()
                    + " s ON s.series_id = k.id WHERE s.start >= to_timestamp(? / 1000.0)"
                    + " AND s.start <= to_timestamp(? / 1000.0) ORDER BY k.n, s.start";
            sources.add(new PackedSource(
                    prepare(packed, ids, startMillis - PACKED_SPAN_MILLIS, FETCH_PACKED), startMillis, endMillis));
        }
        return sources;
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

    private PreparedStatement prepare(String sql, Object[] ids, long fromMillis, int fetchSize) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.add(statement);
        guard.watch(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1); // results in binary from the first use
        statement.setFetchSize(fetchSize);
        statement.setArray(1, connection.createArrayOf("int8", ids));
        statement.setLong(2, fromMillis);
        statement.setLong(3, endMillis);
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
