package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Samples that stand as rows: floats or histograms. Columns: position, time, value. */
final class RowSource implements SampleSource {
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final boolean histograms;
    private boolean hasCurrent;
    private long position;
    private long timestampMillis;
    private double value;
    private @Nullable NativeHistogram histogram;

    /** Takes the statement over; closed with this source. */
    RowSource(PreparedStatement statement, boolean histograms) throws SQLException {
        this.statement = statement;
        this.histograms = histograms;
        this.rows = statement.executeQuery();
        advance();
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
        if (!hasCurrent) {
            return;
        }
        position = rows.getLong(1);
        timestampMillis = BinaryValues.timestampMillis(rows.getBytes(2));
        if (histograms) {
            NativeHistogram decoded = HistogramCodec.decode(rows.getBytes(3));
            histogram = decoded;
            value = decoded.sum();
        } else {
            value = rows.getDouble(3);
        }
    }

    @Override
    public int take(long beforeMillis, long[] times, double[] values, int offset) throws SQLException {
        if (histograms) {
            return 0;
        }
        long series = position;
        int taken = 0;
        long last = Long.MIN_VALUE;
        while (hasCurrent && position == series && timestampMillis < beforeMillis && offset + taken < times.length) {
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
