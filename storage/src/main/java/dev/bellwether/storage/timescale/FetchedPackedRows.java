package dev.bellwether.storage.timescale;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Packed rows as the server sends them. Columns: position, start, step, times, base, scale, small offsets, offsets,
 * values, how many of a regular hour's samples are left out before these.
 */
final class FetchedPackedRows implements PackedRows {
    private final PreparedStatement statement;
    private final ResultSet rows;

    /** Takes the statement over; closed with these rows. */
    FetchedPackedRows(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    @Override
    public @Nullable Row next() throws SQLException {
        return rows.next() ? new Row(rows.getLong(1), samples(rows, rows.getInt(10))) : null;
    }

    /** The samples of the current row; its columns up to the values are those of this class. */
    static PackedSamples samples(ResultSet rows, int skipped) throws SQLException {
        byte[] times = rows.getBytes(4);
        int step = rows.getInt(3);
        return new PackedSamples(
                BinaryValues.timestampMillis(rows.getBytes(2)) + (long) step * skipped,
                step,
                times == null ? null : BinaryValues.ints(times),
                values(rows));
    }

    private static double[] values(ResultSet rows) throws SQLException {
        byte[] values = rows.getBytes(9);
        if (values != null) {
            return BinaryValues.doubles(values);
        }
        byte[] small = rows.getBytes(7);
        int[] offsets = BinaryValues.ints(small == null ? rows.getBytes(8) : small);
        return new PackedValues(rows.getLong(5), rows.getDouble(6), offsets, small != null, null).unpack();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
