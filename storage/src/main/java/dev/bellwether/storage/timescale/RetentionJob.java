package dev.bellwether.storage.timescale;

import dev.bellwether.storage.timescale.Partitions.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the parts whose last sample is older than their retention, and forgets senders, requests and what became of alerts. */
final class RetentionJob {
    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);

    private final StorageConfig config;
    private final Dialect dialect;
    private final Partitions partitions;
    private final Clock clock;

    RetentionJob(StorageConfig config, Dialect dialect, Partitions partitions, Clock clock) {
        this.config = config;
        this.dialect = dialect;
        this.partitions = partitions;
        this.clock = clock;
    }

    int run(Connection connection) throws SQLException {
        int dropped = 0;
        for (RetentionClass retentionClass : RetentionClass.values()) {
            Duration kept = config.retention().of(retentionClass);
            dropped += dropOld(connection, PartitionedTable.samples(retentionClass, config, dialect), kept);
            dropped += dropOld(connection, PartitionedTable.histograms(retentionClass, config), kept);
            if (dialect != Dialect.COLUMNSTORE) {
                dropped += dropOld(
                        connection,
                        PartitionedTable.packed(retentionClass, config),
                        kept,
                        part -> PackedVersions.remove(
                                connection, retentionClass, part.startMillis(), part.endMillis()));
            }
        }
        StorageConfig.Retention retention = config.retention();
        dropped += dropOld(
                connection, PartitionedTable.rollup(RollupWidth.FIVE_MINUTES, config), retention.fiveMinuteRollups());
        dropped += dropOld(connection, PartitionedTable.rollup(RollupWidth.HOUR, config), retention.hourRollups());
        deleteOld(connection, "sender_mark", "received_at", retention.senders());
        deleteOld(connection, "request_identity", "received_at", retention.requests());
        deleteOld(connection, "alert_history", "time", retention.alerts());
        deleteOld(connection, "notification_log", "time", retention.alerts());
        return dropped;
    }

    /** What else a dropped part takes with it. */
    private interface Consequence {
        void of(Part part) throws SQLException;
    }

    private int dropOld(Connection connection, PartitionedTable table, Duration kept) throws SQLException {
        return dropOld(connection, table, kept, part -> {});
    }

    private int dropOld(Connection connection, PartitionedTable table, Duration kept, Consequence consequence)
            throws SQLException {
        long oldest = Instant.now(clock).minus(kept).toEpochMilli();
        int dropped = 0;
        for (Part part : partitions.list(connection, table)) {
            if (part.endMillis() > oldest) {
                continue;
            }
            connection.commit();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '3s'");
                partitions.drop(connection, table, part);
                consequence.of(part);
                connection.commit();
                dropped++;
                log.info("dropped {}: older than {} days", part.tableName(), kept.toDays());
            } catch (SQLException e) {
                connection.rollback();
                if (!SqlFailures.stateOf(e).equals(SqlFailures.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                log.debug("{} is in use: left for the next pass", part.tableName());
            }
        }
        connection.commit();
        return dropped;
    }

    private void deleteOld(Connection connection, String table, String column, Duration kept) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE " + column + " < to_timestamp(? / 1000.0)")) {
            delete.setLong(1, Instant.now(clock).minus(kept).toEpochMilli());
            delete.executeUpdate();
            connection.commit();
        }
    }
}
