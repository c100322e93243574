package dev.bellwether.storage.timescale;

import dev.bellwether.storage.timescale.Partitions.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Reads the rows of a part in order and writes them as packed hours, within the caller's transaction: a few thousand
 * packed rows are in memory at a time. Used once, by one thread.
 */
final class HourPacker {
    private static final int FETCH_ROWS = 10_000;
    private static final int WRITE_HOURS = 4_096;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Connection connection;
    private final String sql;
    private final List<PackedHour> hours = new ArrayList<>();
    private @Nullable BinaryCopy copy;
    private long packed;

    private int metricId;
    private long seriesId = -1;
    private long hour;
    private int count;
    private long[] timestampMillis = new long[256];
    private double[] values = new double[256];

    HourPacker(Connection connection, RetentionClass retentionClass) {
        this.connection = connection;
        this.sql = "COPY " + retentionClass.packedTable() + " (metric_id, series_id, start, base, scale, step, times,"
                + " small_offsets, offsets, \"values\") FROM STDIN (FORMAT binary)";
    }

    @SuppressWarnings("ArrayRecordComponent") // Written at once.
    private record PackedHour(
            int metricId, long seriesId, long startMillis, int step, int @Nullable [] times, PackedValues values) {}

    /** Packs a part; returns how many rows were written. */
    long pack(Part part) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT metric_id, series_id, time, value FROM " + part.tableName() + " ORDER BY series_id, time")) {
            select.unwrap(PGStatement.class).setPrepareThreshold(-1); // results in binary from the first use
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    add(
                            rows.getInt(1),
                            rows.getLong(2),
                            BinaryValues.timestampMillis(rows.getBytes(3)),
                            rows.getDouble(4));
                }
            }
        }
        endHour();
        write();
        return packed;
    }

    private void add(int metric, long series, long time, double value) throws SQLException {
        if (series != seriesId || time / HOUR_MILLIS != hour) {
            endHour();
            metricId = metric;
            seriesId = series;
            hour = time / HOUR_MILLIS;
        } else if (timestampMillis[count - 1] == time) {
            return; // It came twice.
        }
        if (count == values.length) {
            timestampMillis = Arrays.copyOf(timestampMillis, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        timestampMillis[count] = time;
        values[count++] = value;
    }

    private void endHour() throws SQLException {
        if (count == 0) {
            return;
        }
        int step = regularStep();
        hours.add(new PackedHour(
                metricId,
                seriesId,
                timestampMillis[0],
                Math.max(step, 0),
                step < 0 ? offsets() : null,
                PackedValues.of(values, count)));
        count = 0;
        if (hours.size() == WRITE_HOURS) {
            write();
        }
    }

    /** The distance of the samples, 0 for a single one, −1 where it differs. */
    private int regularStep() {
        if (count == 1) {
            return 0;
        }
        long step = timestampMillis[1] - timestampMillis[0];
        for (int i = 2; i < count; i++) {
            if (timestampMillis[i] - timestampMillis[i - 1] != step) {
                return -1;
            }
        }
        return (int) step;
    }

    private int[] offsets() {
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = (int) (timestampMillis[i] - timestampMillis[0]);
        }
        return offsets;
    }

    private void write() throws SQLException {
        if (hours.isEmpty()) {
            return;
        }
        BinaryCopy open = copy;
        if (open == null) {
            open = new BinaryCopy(connection.unwrap(PGConnection.class).getCopyAPI(), sql);
            copy = open;
        } else {
            open.begin(connection.unwrap(PGConnection.class).getCopyAPI(), sql);
        }
        for (PackedHour each : hours) {
            write(open, each);
        }
        packed += open.end();
        hours.clear();
    }

    private static void write(BinaryCopy open, PackedHour each) throws SQLException {
        open.row(10);
        open.int4(each.metricId());
        open.int8(each.seriesId());
        open.timestamp(each.startMillis());
        open.int8(each.values().base());
        open.float8(each.values().scale());
        open.int4(each.step());
        ints(open, each.times(), false);
        int[] offsets = each.values().offsets();
        ints(open, each.values().small() ? offsets : null, true);
        ints(open, each.values().small() ? null : offsets, false);
        double[] values = each.values().values();
        if (values == null) {
            open.nothing();
        } else {
            open.float8Array(values);
        }
    }

    private static void ints(BinaryCopy open, int @Nullable [] values, boolean small) {
        if (values == null) {
            open.nothing();
        } else if (small) {
            open.int2Array(values);
        } else {
            open.int4Array(values);
        }
    }
}
