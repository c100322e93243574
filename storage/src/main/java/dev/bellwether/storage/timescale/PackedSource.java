package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Samples of packed hours. An hour may be packed in several rows (late samples): those that overlap are merged. */
final class PackedSource implements SampleSource {
    private final PackedRows rows;
    private final long startMillis;
    private final long endMillis;
    private final PriorityQueue<PackedRun> open = new PriorityQueue<>(
            Comparator.comparingLong(PackedRun::position).thenComparingLong(PackedRun::timestampMillis));

    /** Read, but later than everything that is open. */
    private @Nullable PackedRun waiting;

    /** Takes the rows over; closed with this source. */
    PackedSource(PackedRows rows, long startMillis, long endMillis) throws SQLException {
        this.rows = rows;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        fetch();
        fill();
    }

    private void fetch() throws SQLException {
        waiting = null;
        PackedRows.Row row = rows.next();
        while (row != null) {
            PackedRun run = new PackedRun(row);
            if (run.moveTo(startMillis) && run.timestampMillis() <= endMillis) {
                waiting = run;
                return;
            }
            row = rows.next();
        }
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
        rows.close();
    }

    /** One packed row and where we stand in it. */
    private static final class PackedRun {
        private final long position;
        private final PackedSamples samples;
        private int index;

        PackedRun(PackedRows.Row row) {
            this.position = row.position();
            this.samples = row.samples();
        }

        long position() {
            return position;
        }

        long timestampMillis() {
            return samples.timestampMillis(index);
        }

        double value() {
            return samples.values()[index];
        }

        boolean next() {
            return ++index < samples.count();
        }

        boolean isAtEnd() {
            return index >= samples.count();
        }

        int take(long beforeMillis, long[] targetTimes, double[] targetValues, int offset) {
            int most = Math.min(samples.count() - index, targetTimes.length - offset);
            int taken = 0;
            while (taken < most && timestampMillis() < beforeMillis) {
                targetTimes[offset + taken] = timestampMillis();
                targetValues[offset + taken] = value();
                taken++;
                index++;
            }
            return taken;
        }

        /** Moves to the first sample at or after a time; false where there is none. */
        boolean moveTo(long wantedMillis) {
            index = samples.indexOf(wantedMillis);
            return index < samples.count();
        }

        /** Whether its row may hold something earlier than where the other one stands. */
        boolean startsBefore(PackedRun other) {
            return position < other.position
                    || (position == other.position && samples.startMillis() <= other.timestampMillis());
        }
    }
}
