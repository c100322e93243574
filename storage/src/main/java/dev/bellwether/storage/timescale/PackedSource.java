package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Samples of packed hours. Columns: position, start, step, times, base, scale, small offsets,
 * offsets, values, how many of a regular hour's samples are left out before these.
 *
 * <p>An hour may be packed in several rows (late samples): those that overlap are merged.
 */
final class PackedSource implements SampleSource {
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final long startMillis;
    private final long endMillis;
    private final PriorityQueue<PackedRun> open = new PriorityQueue<>(
            Comparator.comparingLong(PackedRun::position).thenComparingLong(PackedRun::timestampMillis));

    /** Read from the server, but later than everything that is open. */
    private @Nullable PackedRun waiting;

    /** Takes the statement over; closed with this source. */
    PackedSource(PreparedStatement statement, long startMillis, long endMillis) throws SQLException {
        this.statement = statement;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.rows = statement.executeQuery();
        fetch();
        fill();
    }

    private void fetch() throws SQLException {
        waiting = null;
        while (waiting == null && rows.next()) {
            byte[] times = rows.getBytes(4);
            int step = rows.getInt(3);
            PackedRun run = new PackedRun(
                    rows.getLong(1),
                    BinaryValues.timestampMillis(rows.getBytes(2)) + (long) step * rows.getInt(10),
                    step,
                    times == null ? null : BinaryValues.ints(times),
                    values());
            if (run.moveTo(startMillis) && run.timestampMillis() <= endMillis) {
                waiting = run;
            }
        }
    }

    private double[] values() throws SQLException {
        byte[] values = rows.getBytes(9);
        if (values != null) {
            return BinaryValues.doubles(values);
        }
        byte[] small = rows.getBytes(7);
        int[] offsets = BinaryValues.ints(small == null ? rows.getBytes(8) : small);
        return new PackedValues(rows.getLong(5), rows.getDouble(6), offsets, small != null, null).unpack();
    }

    private void fill() throws SQLException {
        PackedRun next = waiting;
        while (next != null && (open.isEmpty() || next.startsBefore(open.element()))) {
            open.add(next);
            fetch();
            next = waiting;
        }
    }

    @Override
    public boolean hasCurrent() {
        return !open.isEmpty();
    }

    @Override
    public long position() {
        return open.element().position();
    }

    @Override
    public long timestampMillis() {
        return open.element().timestampMillis();
    }

    @Override
    public double value() {
        return open.element().value();
    }

    @Override
    public @Nullable NativeHistogram histogram() {
        return null;
    }

    @Override
    public void advance() throws SQLException {
        PackedRun current = open.remove();
        if (current.next() && current.timestampMillis() <= endMillis) {
            open.add(current);
        }
        fill();
    }

    @Override
    public int take(long beforeMillis, long[] times, double[] values, int offset) throws SQLException {
        if (open.size() > 1) {
            return 0;
        }
        PackedRun current = open.element();
        PackedRun next = waiting;
        long before = Math.min(beforeMillis, endMillis + 1);
        if (next != null && next.position() == current.position()) {
            before = Math.min(before, next.timestampMillis());
        }
        int taken = current.take(before, times, values, offset);
        if (taken > 0) {
            if (current.isAtEnd() || current.timestampMillis() > endMillis) {
                open.remove();
            }
            fill();
        }
        return taken;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** One packed row and where we stand in it. */
    private static final class PackedRun {
        private final long position;
        private final long start;
        private final int step;
        private final int @Nullable [] times;
        private final double[] values;
        private int index;

        PackedRun(long position, long start, int step, int @Nullable [] times, double[] values) {
            this.position = position;
            this.start = start;
            this.step = step;
            this.times = times;
            this.values = values;
        }

        long position() {
            return position;
        }

        long timestampMillis() {
            return start + (times == null ? (long) step * index : times[index]);
        }

        double value() {
            return values[index];
        }

        boolean next() {
            return ++index < values.length;
        }

        boolean isAtEnd() {
            return index >= values.length;
        }

        int take(long beforeMillis, long[] targetTimes, double[] targetValues, int offset) {
            int most = Math.min(values.length - index, targetTimes.length - offset);
            int taken = 0;
            while (taken < most && timestampMillis() < beforeMillis) {
                targetTimes[offset + taken] = timestampMillis();
                targetValues[offset + taken] = values[index];
                taken++;
                index++;
            }
            return taken;
        }

        /** Moves to the first sample at or after a time; false where there is none. */
        boolean moveTo(long wantedMillis) {
            while (index < values.length && timestampMillis() < wantedMillis) {
                index++;
            }
            return index < values.length;
        }

        /** Whether its row may hold something earlier than where the other one stands. */
        boolean startsBefore(PackedRun other) {
            return position < other.position || (position == other.position && start <= other.timestampMillis());
        }
    }
}
