package dev.bellwether.bench;

import dev.bellwether.storage.Flush;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY with nothing around it: rows that stand sorted in memory, the same driver, the same tables. */
final class CopyReference {
    private static final String TABLE = "sample_default";
    private static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;
    private static final int SEND_BYTES = 128 * 1024;
    private static final int ROW_BYTES = 2 + 8 + 12 + 12 + 12;
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private CopyReference() {}

    /** What it did. */
    record Result(double rowsPerSecond, long rows) {}

    /**
     * Copies the rows of one database into another.
     *
     * @param rowsOfTransaction how many rows one transaction takes
     * @param warmShare the share of rows that does not count
     */
    static Result run(Database from, Database to, int rowsOfTransaction, double warmShare) throws SQLException {
        List<SampleColumns> transactions = read(from, rowsOfTransaction);
        makeTables(to, transactions);
        long rows = 0;
        for (SampleColumns each : transactions) {
            rows += each.count();
        }
        long copied = 0;
        long counted = 0;
        long began = 0;
        try (Connection connection = to.connect()) {
            connection.setAutoCommit(false);
            for (SampleColumns each : transactions) {
                if (began == 0 && copied >= rows * warmShare) {
                    began = System.nanoTime();
                    counted = rows - copied;
                }
                copy(connection, each);
                connection.commit();
                copied += each.count();
            }
        }
        return new Result(counted * 1e9 / (System.nanoTime() - began), rows);
    }

    /** The rows in the order of time, cut into transactions, each sorted as the writer sorts. */
    private static List<SampleColumns> read(Database from, int rowsOfTransaction) throws SQLException {
        List<SampleColumns> transactions = new ArrayList<>();
        SampleColumns current = new SampleColumns(rowsOfTransaction);
        try (Connection connection = from.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery(
                        "SELECT metric_id, series_id, (extract(epoch FROM time) * 1000)::bigint, value FROM " + TABLE
                                + " ORDER BY time")) {
                    while (rows.next()) {
                        if (current.count() == rowsOfTransaction) {
                            transactions.add(current);
                            current = new SampleColumns(rowsOfTransaction);
                        }
                        current.add(new SeriesId(rows.getInt(1), rows.getLong(2)), rows.getLong(3), rows.getDouble(4));
                    }
                }
            }
        }
        if (current.count() > 0) {
            transactions.add(current);
        }
        transactions.forEach(SampleColumns::sort);
        return transactions;
    }

    /** Storage makes the tables, and the partitions that the rows need; the rows that it takes to do so go again. */
    private static void makeTables(Database to, List<SampleColumns> transactions) throws SQLException {
        try (TimescaleStorage storage =
                        TimescaleStorage.open(StorageConfig.of(to.url(), to.user(), to::password), Clock.systemUTC());
                SampleWriter writer = storage.newWriter()) {
            to.execute("INSERT INTO metric (name, retention_class) VALUES ('bench', 'default')");
            to.execute("INSERT INTO series (metric_id, tenant, labels_hash, labels)"
                    + " SELECT id, '', gen_random_uuid(), '{}' FROM metric");
            SeriesId series =
                    new SeriesId((int) to.number("SELECT id FROM metric"), to.number("SELECT id FROM series"));
            SampleColumns hours = new SampleColumns(transactions.size() * 2);
            for (SampleColumns each : transactions) {
                hours.add(series, each.timestampMillis(0), 0);
                hours.add(series, each.timestampMillis(each.count() - 1), 0);
            }
            writer.write(new Flush(hours, List.of(), Map.of(), List.of(), List.of()));
        }
        to.execute("TRUNCATE " + TABLE);
    }

    private static void copy(Connection connection, SampleColumns samples) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + TABLE + " (metric_id, series_id, time, value) FROM STDIN (FORMAT binary)");
        ByteBuffer buffer = ByteBuffer.allocate(SEND_BYTES + ROW_BYTES);
        buffer.put(HEADER).putInt(0).putInt(0);
        for (int i = 0; i < samples.count(); i++) {
            buffer.putShort((short) 4);
            buffer.putInt(4).putInt(samples.metricId(i));
            buffer.putInt(8).putLong(samples.seriesId(i));
            buffer.putInt(8).putLong((samples.timestampMillis(i) - POSTGRES_EPOCH_MILLIS) * 1_000);
            buffer.putInt(8).putDouble(samples.value(i));
            if (buffer.position() >= SEND_BYTES) {
                copy.writeToCopy(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        buffer.putShort((short) -1);
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        copy.endCopy();
    }
}
