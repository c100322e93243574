package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Samples that stand for those of buckets. Columns: position, start of the hour, slots (null for a bucket of an hour),
 * values, counts.
 */
final class RollupSource implements SampleSource {
    private static final long SLOT_MILLIS = 300_000;
    private static final int SLOTS_OF_HOUR = 12;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final RollupValue value;
    private final long startMillis;
    private final long endMillis;
    private final RollupUse use;
    private long position;
    private long[] times = new long[256];
    private double[] values = new double[256];
    private int count;
    private int index;

    /** Takes the statement over; closed with this source. */
    RollupSource(PreparedStatement statement, RollupValue value, long startMillis, long endMillis, RollupUse use)
            throws SQLException {
        this.statement = statement;
        this.value = value;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.use = use;
        this.rows = statement.executeQuery();
        fetch();
    }

    private void fetch() throws SQLException {
        count = 0;
        index = 0;
        while (count == 0 && rows.next()) {
            position = rows.getLong(1);
            long hour = BinaryValues.timestampMillis(rows.getBytes(2));
            byte[] slots = rows.getBytes(3);
            double[] bucketValues = BinaryValues.doubles(rows.getBytes(4));
            int[] counts = BinaryValues.ints(rows.getBytes(5));
            if (slots == null) {
                expand(hour, TimeSpan.HOUR, bucketValues[0], counts[0]);
            } else {
                int[] slotNumbers = BinaryValues.ints(slots);
                for (int i = 0; i < slotNumbers.length; i++) {
                    expand(hour + slotNumbers[i] * SLOT_MILLIS, SLOT_MILLIS, bucketValues[i], counts[i]);
                }
            }
            if (count > 0) {
                use.read(slots == null);
            }
        }
    }

    private void expand(long start, long width, double bucketValue, int samples) {
        switch (value) {
            case MAXIMUM, MINIMUM, LAST -> add(start + width - 1, bucketValue);
            case LAST_HELD -> {
                for (int slot = 1; slot <= (width == TimeSpan.HOUR ? SLOTS_OF_HOUR : 1); slot++) {
                    add(start + slot * SLOT_MILLIS - 1, bucketValue);
                }
            }
            case MEANS -> {
                for (int sample = 1; sample <= samples; sample++) {
                    add(start + width * sample / samples - 1, bucketValue / samples);
                }
            }
        }
    }

    private void add(long time, double sample) {
        if (time < startMillis || time > endMillis) {
            return;
        }
        if (count == times.length) {
            times = java.util.Arrays.copyOf(times, count * 2);
            values = java.util.Arrays.copyOf(values, count * 2);
        }
        times[count] = time;
        values[count++] = sample;
    }

    @Override
    public boolean hasCurrent() {
        return index < count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long timestampMillis() {
        return times[index];
    }

    @Override
    public double value() {
        return values[index];
    }

    @Override
    public @Nullable NativeHistogram histogram() {
        return null;
    }

    @Override
    public void advance() throws SQLException {
        index++;
        if (index == count) {
            fetch();
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
