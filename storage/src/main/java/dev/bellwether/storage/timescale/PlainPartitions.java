package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Native range partitions of PostgreSQL, made when a time arrives that has none.
 *
 * <p>A partition's range stands in its name. Old times get wider partitions (a day beyond two days, a week beyond 60),
 * so that a backfill of years does not make thousands. A new partition is made aside and attached: that takes a lock
 * that stops neither readers nor writers.
 */
final class PlainPartitions implements Partitions {
    private static final Pattern NAME = Pattern.compile(".*_s(\\d+)_e(\\d+)");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Database database;
    private final Clock clock;
    private final Map<String, TreeMap<Long, Part>> known = new ConcurrentHashMap<>();

    PlainPartitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void prepare(Connection connection) {
        // Widths hold for partitions made from now on; there is nothing to change at the tables.
    }

    @Override
    public void ensure(PartitionedTable table, long[] timestampMillis) throws SQLException {
        List<Long> missing = missing(table, timestampMillis);
        if (missing.isEmpty()) {
            return;
        }
        try (Connection connection = database.open("partitions")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + AdvisoryLocks.PARTITIONS + ")");
            }
            TreeMap<Long, Part> parts = new TreeMap<>();
            for (Part part : list(connection, table)) {
                parts.put(part.startMillis(), part);
            }
            for (long time : missing) {
                if (!covered(parts, time)) {
                    Part part = placed(table, parts, time);
                    create(connection, table, part);
                    parts.put(part.startMillis(), part);
                }
            }
            connection.commit();
            known.put(table.name(), parts);
        }
    }

    private List<Long> missing(PartitionedTable table, long[] timestampMillis) {
        TreeMap<Long, Part> parts = known.getOrDefault(table.name(), new TreeMap<>());
        List<Long> missing = new ArrayList<>();
        Part last = null;
        for (long time : timestampMillis) {
            if (last != null && last.covers(time)) {
                continue;
            }
            Map.Entry<Long, Part> entry = parts.floorEntry(time);
            if (entry != null && entry.getValue().covers(time)) {
                last = entry.getValue();
            } else {
                last = aligned(table, time);
                missing.add(time);
            }
        }
        return missing;
    }

    private static boolean covered(TreeMap<Long, Part> parts, long time) {
        Map.Entry<Long, Part> entry = parts.floorEntry(time);
        return entry != null && entry.getValue().covers(time);
    }

    /** The range that a time belongs to, before others are looked at. */
    private Part aligned(PartitionedTable table, long time) {
        long age = Math.abs(Instant.now(clock).toEpochMilli() - time);
        Duration width = table.width();
        if (age > DAY.multipliedBy(60).toMillis() && width.compareTo(WEEK) < 0) {
            width = WEEK;
        } else if (age > DAY.multipliedBy(2).toMillis() && width.compareTo(DAY) < 0) {
            width = DAY;
        }
        long start = Math.floorDiv(time, width.toMillis()) * width.toMillis();
        return part(table, start, start + width.toMillis());
    }

    /** The aligned range, cut where others begin and end. */
    private Part placed(PartitionedTable table, TreeMap<Long, Part> parts, long time) {
        Part wanted = aligned(table, time);
        Map.Entry<Long, Part> before = parts.floorEntry(time);
        Map.Entry<Long, Part> after = parts.higherEntry(time);
        long start = before == null
                ? wanted.startMillis()
                : Math.max(wanted.startMillis(), before.getValue().endMillis());
        long end = after == null ? wanted.endMillis() : Math.min(wanted.endMillis(), after.getKey());
        return part(table, start, end);
    }

    private static Part part(PartitionedTable table, long startMillis, long endMillis) {
        return new Part(table.name() + "_s" + startMillis / 1_000 + "_e" + endMillis / 1_000, startMillis, endMillis);
    }

    private static void create(Connection connection, PartitionedTable table, Part part) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + part.tableName() + " (LIKE " + table.name()
                    + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE"
                    + " INCLUDING COMPRESSION)" + TableOptions.of(table.name()));
            statement.execute("ALTER TABLE " + table.name() + " ATTACH PARTITION " + part.tableName()
                    + " FOR VALUES FROM ('" + Instant.ofEpochMilli(part.startMillis()) + "') TO ('"
                    + Instant.ofEpochMilli(part.endMillis()) + "')");
        }
    }

    @Override
    public void forget() {
        known.clear();
    }

    @Override
    public List<Part> list(Connection connection, PartitionedTable table) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT c.relname FROM pg_inherits i"
                + " JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = ?::regclass")) {
            select.setString(1, table.name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Matcher name = NAME.matcher(rows.getString(1));
                    if (name.matches()) {
                        parts.add(new Part(
                                rows.getString(1),
                                Long.parseLong(name.group(1)) * 1_000,
                                Long.parseLong(name.group(2)) * 1_000));
                    }
                }
            }
        }
        parts.sort(Comparator.comparingLong(Part::startMillis));
        return parts;
    }

    @Override
    public void drop(Connection connection, PartitionedTable table, Part part) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + part.tableName());
        }
        forget();
    }
}
