package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Samples that stand as rows. Columns: position, time, float, histogram; one of the last two is null. Rows of position 0
 * come first and tell, in the last column, which version of an hour of packed samples the server had at that moment.
 */
final class RowSource implements SampleSource {
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Map<Long, UUID> packedVersions = new HashMap<>();
    private boolean hasCurrent;
    private long position;
    private long timestampMillis;
    private double value;
    private @Nullable NativeHistogram histogram;

    /** Takes the statement over; closed with this source. */
    RowSource(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
        advance();
    }

    /** The version of each hour that has packed samples, by its start; in one view of the data with the rows. */
    Map<Long, UUID> packedVersions() {
        return packedVersions;
    }

    @Override
    public boolean hasCurrent() {
        return hasCurrent;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public double value() {
        return value;
    }

    @Override
    public @Nullable NativeHistogram histogram() {
        return histogram;
    }

    @Override
    public void advance() throws SQLException {
        hasCurrent = rows.next();
        while (hasCurrent) {
            position = rows.getLong(1);
            timestampMillis = BinaryValues.timestampMillis(rows.getBytes(2));
            if (position > 0) {
                break;
            }
            packedVersions.put(timestampMillis, BinaryValues.uuid(rows.getBytes(4)));
            hasCurrent = rows.next();
        }
        if (!hasCurrent) {
            return;
        }
        value = rows.getDouble(3);
        histogram = null;
        if (rows.wasNull()) {
            NativeHistogram decoded = HistogramCodec.decode(rows.getBytes(4));
            histogram = decoded;
            value = decoded.sum();
        }
    }

    @Override
    public int take(long beforeMillis, long[] times, double[] values, int offset) throws SQLException {
        long series = position;
        int taken = 0;
        long last = Long.MIN_VALUE;
        while (hasCurrent
                && histogram == null
                && position == series
                && timestampMillis < beforeMillis
                && offset + taken < times.length) {
            if (timestampMillis > last) {
                last = timestampMillis;
                times[offset + taken] = last;
                values[offset + taken] = value;
                taken++;
            }
            advance();
        }
        return taken;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
