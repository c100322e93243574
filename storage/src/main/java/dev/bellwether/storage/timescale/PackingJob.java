package dev.bellwether.storage.timescale;

import dev.bellwether.storage.timescale.Partitions.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns closed parts of rows into packed hours: per series and hour one row with all its values, and with its times where
 * they are irregular.
 *
 * <p>A part is packed in one transaction: locked against writers (who wait and then find it empty), read, written, and
 * emptied. Empty parts are dropped in a transaction of their own, for dropping locks the whole table for a moment.
 * Readers read rows first and packed hours second, so that they see everything at any time.
 */
final class PackingJob {
    /** How old rows must be. */
    static final Duration OPEN = Duration.ofHours(2);

    private static final Logger log = LoggerFactory.getLogger(PackingJob.class);
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '3s'";

    private final StorageConfig config;
    private final Dialect dialect;
    private final Partitions partitions;
    private final Clock clock;

    PackingJob(StorageConfig config, Dialect dialect, Partitions partitions, Clock clock) {
        this.config = config;
        this.dialect = dialect;
        this.partitions = partitions;
        this.clock = clock;
    }

    int run(Connection connection) throws SQLException {
        if (dialect == Dialect.COLUMNSTORE || !config.packing()) {
            return 0;
        }
        preferFastCompression(connection);
        long closed = Instant.now(clock).minus(OPEN).toEpochMilli();
        int packed = 0;
        for (RetentionClass retentionClass : RetentionClass.values()) {
            PartitionedTable rows = PartitionedTable.samples(retentionClass, config, dialect);
            List<Part> parts = partitions.list(connection, rows);
            connection.commit();
            for (Part part : parts) {
                if (part.endMillis() <= closed) {
                    packed += attempt(connection, part, () -> pack(connection, retentionClass, part)) ? 1 : 0;
                    attempt(connection, part, () -> dropIfEmpty(connection, rows, part));
                }
            }
        }
        return packed;
    }

    private interface Step {
        boolean run() throws SQLException;
    }

    /** Runs a step as a transaction; where a lock is not to be had it is left for the next pass. */
    private static boolean attempt(Connection connection, Part part, Step step) throws SQLException {
        try {
            boolean done = step.run();
            connection.commit();
            return done;
        } catch (SQLException e) {
            connection.rollback();
            if (SqlFailures.stateOf(e).equals(SqlFailures.LOCK_NOT_AVAILABLE)) {
                log.debug("{} is in use: left for the next pass", part.tableName());
                return false;
            }
            throw e;
        }
    }

    /** LZ4 where the server was built with it: a third of the time of the built-in method, much the same size. */
    private static void preferFastCompression(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET default_toast_compression = 'lz4'");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
        }
    }

    private boolean pack(Connection connection, RetentionClass retentionClass, Part part) throws SQLException {
        long began = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_TIMEOUT);
            statement.execute("LOCK TABLE " + part.tableName() + " IN SHARE ROW EXCLUSIVE MODE");
            List<Long> hours = hours(statement, part);
            if (hours.isEmpty()) {
                return false;
            }
            partitions.ensure(
                    PartitionedTable.packed(retentionClass, config),
                    hours.stream().mapToLong(Long::longValue).toArray());
            long rows = new HourPacker(connection, retentionClass).pack(part);
            PackedVersions.renew(connection, retentionClass, hours);
            statement.execute("TRUNCATE " + part.tableName());
            log.debug(
                    "packed {} into {} rows in {} ms", part.tableName(), rows, (System.nanoTime() - began) / 1_000_000);
            return true;
        }
    }

    private static List<Long> hours(Statement statement, Part part) throws SQLException {
        List<Long> hours = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT DISTINCT (extract(epoch FROM date_trunc('hour', time)) * 1000)::bigint FROM "
                        + part.tableName())) {
            while (rows.next()) {
                hours.add(rows.getLong(1));
            }
        }
        return hours;
    }

    private boolean dropIfEmpty(Connection connection, PartitionedTable table, Part part) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_TIMEOUT);
            // The whole table first, as writers do: the other way round we would wait for each other.
            statement.execute("LOCK TABLE ONLY " + table.name() + " IN ACCESS EXCLUSIVE MODE");
            try (ResultSet rows = statement.executeQuery("SELECT FROM " + part.tableName() + " LIMIT 1")) {
                if (rows.next()) {
                    return false;
                }
            }
        }
        partitions.drop(connection, table, part);
        return true;
    }
}
