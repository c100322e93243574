package dev.bellwether.storage.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Recomputes the rollups of whole hours that are marked as out of date, by metric: late samples, counter resets and a kill at any step are then
 * harmless. Not-a-number, and with it stale markers, is skipped.
 *
 * <p>The increase of a counter adds up the differences from sample to sample, the first one from the last sample before
 * the bucket (at most five minutes before); after a reset it counts from zero, as PromQL does. So the increases of
 * five minutes add up to that of the hour.
 */
final class RollupJob {
    /** How far before an hour a counter's last value is looked for. */
    private static final long LOOK_BACK = Duration.ofMinutes(5).toMillis();

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** By its type; where that is unknown by the endings that counters and their relatives have. */
    private static final String IS_COUNTER = "coalesce(d.type IN ('COUNTER', 'HISTOGRAM', 'SUMMARY')"
            + " OR coalesce(d.type, 'UNKNOWN') = 'UNKNOWN'"
            + " AND m.name ~ '_(total|count|sum|bucket)$', false)";

    private final StorageConfig config;
    private final Dialect dialect;
    private final Partitions partitions;
    private final Clock clock;

    RollupJob(StorageConfig config, Dialect dialect, Partitions partitions, Clock clock) {
        this.config = config;
        this.dialect = dialect;
        this.partitions = partitions;
        this.clock = clock;
    }

    int run(Connection connection) throws SQLException {
        int recomputed = 0;
        OptionalLong hour = oldest(connection);
        while (hour.isPresent() && !Thread.currentThread().isInterrupted()) {
            recompute(connection, hour.getAsLong());
            recomputed++;
            hour = oldest(connection);
        }
        return recomputed;
    }

    /** The start of the oldest closed hour that is marked. */
    private OptionalLong oldest(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT (extract(epoch FROM min(bucket)) * 1000)::bigint FROM dirty_bucket"
                        + " WHERE bucket <= to_timestamp(? / 1000.0)")) {
            select.setLong(1, Instant.now(clock).minus(DirtyBuckets.GRACE).toEpochMilli() - HOUR);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long hour = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(hour);
            }
        } finally {
            connection.commit();
        }
    }

    private void recompute(Connection connection, long hour) throws SQLException {
        long next = hour + HOUR;
        for (RollupWidth width : RollupWidth.values()) {
            partitions.ensure(PartitionedTable.rollup(width, config), new long[] {hour});
        }
        Array metrics = takeMarks(connection, hour);
        store(connection, metrics, hour);
        // The increase of the next hour begins with the last sample of this one.
        if (isRolledUp(connection, metrics, next)) {
            store(connection, metrics, next);
        }
        connection.commit();
    }

    /** Removes the marks of an hour; the metrics that had them. */
    private static Array takeMarks(Connection connection, long hour) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("WITH taken AS (DELETE FROM dirty_bucket"
                + " WHERE bucket = to_timestamp(? / 1000.0) RETURNING metric_id)"
                + " SELECT coalesce(array_agg(DISTINCT metric_id), '{}') FROM taken")) {
            delete.setLong(1, hour);
            try (ResultSet row = delete.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    private static boolean isRolledUp(Connection connection, Array metrics, long hour) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT EXISTS (SELECT FROM rollup_1h"
                + " WHERE bucket = " + SampleQuery.timestamp(hour) + " AND metric_id = ANY (?))")) {
            select.setArray(1, metrics);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void store(Connection connection, Array metrics, long hour) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(storing(hour))) {
            for (int i = 1; i <= SampleQuery.parameters(dialect); i++) {
                upsert.setArray(i, metrics);
            }
            upsert.executeUpdate();
        }
    }

    private String storing(long hour) {
        return """
                WITH five AS MATERIALIZED (
                    SELECT min(metric_id) AS metric_id, series_id, slot, min(value) AS minimum, max(value) AS maximum,
                        sum(value) AS sum, count(*)::integer AS count,
                        (array_agg(value ORDER BY time))[1] AS first,
                        (array_agg(value ORDER BY time DESC))[1] AS last,
                        CASE WHEN bool_or(counter) THEN coalesce(
                            sum(CASE WHEN value < previous THEN value ELSE value - previous END), 0) END AS increase
                    FROM (
                        SELECT s.metric_id, s.series_id, s.time, s.value,
                            floor(extract(epoch FROM s.time - %2$s) / 300)::smallint AS slot,
                            lag(s.value) OVER (PARTITION BY s.series_id ORDER BY s.time) AS previous,
                            %3$s AS counter
                        FROM (SELECT DISTINCT ON (series_id, time) * FROM (%1$s) place
                            WHERE value <> 'NaN' ORDER BY series_id, time) s
                        JOIN metric m ON m.id = s.metric_id
                        LEFT JOIN metric_metadata d ON d.metric_id = s.metric_id
                    ) p
                    WHERE time >= %2$s
                    GROUP BY series_id, slot
                ), packed AS (
                    INSERT INTO rollup_5m_packed (metric_id, series_id, bucket, slots, minimum, maximum, sum, count,
                        first, last, increase)
                    SELECT min(metric_id), series_id, %2$s, array_agg(slot ORDER BY slot),
                        array_agg(minimum ORDER BY slot), array_agg(maximum ORDER BY slot),
                        array_agg(sum ORDER BY slot), array_agg(count ORDER BY slot),
                        array_agg(first ORDER BY slot), array_agg(last ORDER BY slot),
                        CASE WHEN count(increase) > 0 THEN array_agg(increase ORDER BY slot) END
                    FROM five
                    GROUP BY series_id
                    ORDER BY series_id
                    ON CONFLICT (series_id, bucket) DO UPDATE SET
                        slots = excluded.slots, minimum = excluded.minimum, maximum = excluded.maximum,
                        sum = excluded.sum, count = excluded.count, first = excluded.first, last = excluded.last,
                        increase = excluded.increase
                )
                INSERT INTO rollup_1h
                    (metric_id, series_id, bucket, minimum, maximum, sum, count, first, last, increase)
                SELECT min(metric_id), series_id, %2$s, min(minimum), max(maximum), sum(sum), sum(count),
                    (array_agg(first ORDER BY slot))[1], (array_agg(last ORDER BY slot DESC))[1], sum(increase)
                FROM five
                GROUP BY series_id
                ORDER BY series_id
                ON CONFLICT (series_id, bucket) DO UPDATE SET
                    minimum = excluded.minimum, maximum = excluded.maximum, sum = excluded.sum,
                    count = excluded.count, first = excluded.first, last = excluded.last,
                    increase = excluded.increase
                """.formatted(
                SampleQuery.ofMetrics(dialect, hour - LOOK_BACK, hour + HOUR), SampleQuery.timestamp(hour), IS_COUNTER);
    }
}
