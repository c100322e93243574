package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.Selection;
import dev.bellwether.storage.timescale.Partitions.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides where rollups are read: in hours whose raw samples retention has dropped, and, for the largest and the smallest
 * of long ranges, in hours that lie wholly inside or wholly outside every range, where the result is the same.
 *
 * <p>Safe for use by many threads; blocks on the database where rollups come into question. See
 * docs/decisions/0009-reading-rollups.md.
 */
final class RollupPlanner {
    private static final int FEWEST_WHOLE_HOURS = 6;
    private static final int MOST_RAW_SPANS = 64;
    private static final Set<String> WHOLE_HOURS_SUFFICE = Set.of("max_over_time", "min_over_time");

    private final StorageConfig config;
    private final Dialect dialect;
    private final Partitions partitions;
    private final Clock clock;

    RollupPlanner(StorageConfig config, Dialect dialect, Partitions partitions, Clock clock) {
        this.config = config;
        this.dialect = dialect;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * Where to read samples of a class.
     *
     * @param metricIds the metrics that are read
     * @param startMillis the first time, included
     * @param endMillis the last time, included
     */
    RollupPlan plan(
            Connection connection,
            RetentionClass retentionClass,
            Set<Integer> metricIds,
            long startMillis,
            long endMillis,
            Selection.Hints hints)
            throws SQLException {
        TimeSpan all = new TimeSpan(startMillis, Math.max(startMillis, endMillis) + 1);
        RollupValue value = RollupValue.of(hints);
        long oldestRaw = TimeSpan.hourOf(
                clock.millis() - config.retention().of(retentionClass).toMillis());
        List<TimeSpan> gone = startMillis < oldestRaw ? gone(connection, retentionClass, all, oldestRaw) : List.of();
        List<TimeSpan> whole = wholeHours(connection, metricIds, all, Math.max(startMillis, oldestRaw), hints);
        List<TimeSpan> raw = all.without(whole);
        if (raw.size() > MOST_RAW_SPANS) {
            return new RollupPlan(List.of(all), gone, List.of(), value);
        }
        return new RollupPlan(raw, gone, whole, value);
    }

    /** The hours before a time of which no table has a part any more. */
    private List<TimeSpan> gone(Connection connection, RetentionClass retentionClass, TimeSpan all, long before)
            throws SQLException {
        long oldestRollup = TimeSpan.hourOf(clock.millis()
                - Math.max(
                        config.retention().fiveMinuteRollups().toMillis(),
                        config.retention().hourRollups().toMillis())
                - config.partitions().rollups().toMillis());
        TreeSet<Long> hours = new TreeSet<>();
        long last = Math.min(before, TimeSpan.hourOf(all.endMillis() - 1) + TimeSpan.HOUR);
        for (long hour = Math.max(oldestRollup, TimeSpan.hourOf(all.startMillis()));
                hour < last;
                hour += TimeSpan.HOUR) {
            hours.add(hour);
        }
        if (hours.isEmpty()) {
            return List.of();
        }
        remove(hours, partitions.list(connection, PartitionedTable.samples(retentionClass, config, dialect)));
        remove(hours, partitions.list(connection, PartitionedTable.histograms(retentionClass, config)));
        if (dialect != Dialect.COLUMNSTORE) {
            remove(hours, partitions.list(connection, PartitionedTable.packed(retentionClass, config)));
        }
        return TimeSpan.ofHours(hours);
    }

    private static void remove(TreeSet<Long> hours, List<Part> parts) {
        for (Part part : parts) {
            hours.subSet(TimeSpan.hourOf(part.startMillis()), part.endMillis()).clear();
        }
    }

    /** The hours that no range begins or ends in, rolled up and not out of date; none where it would not help. */
    private List<TimeSpan> wholeHours(
            Connection connection, Set<Integer> metricIds, TimeSpan all, long from, Selection.Hints hints)
            throws SQLException {
        boolean stepsAreLong = hints.stepMillis() == 0 || hints.stepMillis() >= TimeSpan.HOUR;
        if (!WHOLE_HOURS_SUFFICE.contains(hints.function())
                || hints.rangeMillis() < FEWEST_WHOLE_HOURS * TimeSpan.HOUR
                || !stepsAreLong) {
            return List.of();
        }
        long firstRolledUp = TimeSpan.hourOf(
                clock.millis() - config.retention().hourRollups().toMillis() + TimeSpan.HOUR - 1);
        long first = Math.max(firstRolledUp, TimeSpan.hourOf(from + TimeSpan.HOUR - 1));
        long last = Math.min(
                TimeSpan.hourOf(all.endMillis()), TimeSpan.hourOf(clock.millis() - DirtyBuckets.GRACE.toMillis()));
        TreeSet<Long> hours = new TreeSet<>();
        for (long hour = first; hour < last; hour += TimeSpan.HOUR) {
            hours.add(hour);
        }
        int possible = hours.size();
        hours.removeAll(edges(all, hints));
        if (hours.size() < FEWEST_WHOLE_HOURS || hours.size() * 2 < possible) {
            return List.of();
        }
        hours.removeAll(outOfDate(connection, metricIds, hours.first()));
        return TimeSpan.ofHours(hours);
    }

    /** The hours with samples inside and outside of some range; ranges are open at their beginning. */
    private static Set<Long> edges(TimeSpan all, Selection.Hints hints) {
        Set<Long> edges = new HashSet<>();
        long time = all.startMillis() + hints.rangeMillis() - 1;
        long step = hints.stepMillis() == 0 ? Long.MAX_VALUE : hints.stepMillis();
        while (time - hints.rangeMillis() < all.endMillis()) {
            for (long edge : new long[] {time, time - hints.rangeMillis()}) {
                if (Math.floorMod(edge + 1, TimeSpan.HOUR) != 0) {
                    edges.add(TimeSpan.hourOf(edge));
                }
            }
            if (step == Long.MAX_VALUE) {
                break;
            }
            time += step;
        }
        return edges;
    }

    private static Set<Long> outOfDate(Connection connection, Set<Integer> metricIds, long fromMillis)
            throws SQLException {
        Set<Long> hours = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT (extract(epoch FROM bucket) * 1000)::bigint FROM dirty_bucket"
                        + " WHERE metric_id = ANY (?) AND bucket >= to_timestamp(? / 1000.0)")) {
            select.setArray(1, connection.createArrayOf("int4", metricIds.toArray()));
            select.setLong(2, fromMillis);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hours.add(rows.getLong(1));
                }
            }
        }
        return hours;
    }
}
