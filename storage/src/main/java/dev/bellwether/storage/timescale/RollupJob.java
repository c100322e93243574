package dev.bellwether.storage.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Recomputes whole buckets that are marked as out of date: late samples, counter resets and a kill at any step are then
 * harmless. Not-a-number, and with it stale markers, is skipped.
 *
 * <p>The increase of a counter adds up the differences from sample to sample, the first one from the last sample before
 * the bucket (at most five minutes before); after a reset it counts from zero, as PromQL does. So the increases of
 * buckets add up to that of an hour.
 */
final class RollupJob {
    private static final long FIVE_MINUTES = RollupWidth.FIVE_MINUTES.duration().toMillis();
    private static final long HOUR = RollupWidth.HOUR.duration().toMillis();

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
        OptionalLong bucket = oldest(connection, RollupWidth.FIVE_MINUTES);
        while (bucket.isPresent() && !Thread.currentThread().isInterrupted()) {
            recomputeFiveMinutes(connection, bucket.getAsLong());
            recomputed++;
            bucket = oldest(connection, RollupWidth.FIVE_MINUTES);
        }
        bucket = oldest(connection, RollupWidth.HOUR);
        while (bucket.isPresent() && !Thread.currentThread().isInterrupted()) {
            recomputeHour(connection, bucket.getAsLong());
            recomputed++;
            bucket = oldest(connection, RollupWidth.HOUR);
        }
        return recomputed;
    }

    private long closedUntil() {
        return Instant.now(clock).minus(DirtyBuckets.GRACE).toEpochMilli();
    }

    /** The start of the oldest closed bucket that is marked. */
    private OptionalLong oldest(Connection connection, RollupWidth width) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT (extract(epoch FROM min(bucket)) * 1000)::bigint FROM "
                        + width.dirtyTable() + " WHERE bucket <= to_timestamp(? / 1000.0)")) {
            select.setLong(1, closedUntil() - width.duration().toMillis());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long bucket = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(bucket);
            }
        } finally {
            connection.commit();
        }
    }

    private void recomputeFiveMinutes(Connection connection, long bucket) throws SQLException {
        long next = bucket + FIVE_MINUTES;
        // The increase of the next bucket begins with the last sample of this one.
        boolean nextIsClosed = next + FIVE_MINUTES <= closedUntil();
        long end = nextIsClosed ? next + FIVE_MINUTES : next;
        partitions.ensure(
                PartitionedTable.rollup(RollupWidth.FIVE_MINUTES, config),
                nextIsClosed ? new long[] {bucket, next} : new long[] {bucket});
        Array metrics = takeMarks(connection, RollupWidth.FIVE_MINUTES, bucket);
        try (PreparedStatement upsert = connection.prepareStatement(recomputing(bucket, end))) {
            for (int i = 1; i <= SampleQuery.parameters(dialect); i++) {
                upsert.setArray(i, metrics);
            }
            upsert.executeUpdate();
        }
        markHours(connection, metrics, bucket, end);
        connection.commit();
    }

    /** Removes the marks of a bucket; the metrics that had them. */
    private static Array takeMarks(Connection connection, RollupWidth width, long bucket) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("WITH taken AS (DELETE FROM " + width.dirtyTable()
                + " WHERE bucket = to_timestamp(? / 1000.0) RETURNING metric_id)"
                + " SELECT coalesce(array_agg(DISTINCT metric_id), '{}') FROM taken")) {
            delete.setLong(1, bucket);
            try (ResultSet row = delete.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    private String recomputing(long bucket, long end) {
        return """
                INSERT INTO rollup_5m AS r
                    (metric_id, series_id, bucket, minimum, maximum, sum, count, first, last, increase)
                SELECT min(metric_id), series_id, bucket, min(value), max(value), sum(value), count(*),
                    (array_agg(value ORDER BY time))[1], (array_agg(value ORDER BY time DESC))[1],
                    CASE WHEN bool_or(counter)
                        THEN coalesce(sum(CASE WHEN value < previous THEN value ELSE value - previous END), 0) END
                FROM (
                    SELECT s.metric_id, s.series_id, s.time, s.value,
                        date_bin('5 minutes', s.time, '1970-01-01Z') AS bucket,
                        lag(s.value) OVER (PARTITION BY s.series_id ORDER BY s.time) AS previous,
                        %s AS counter
                    FROM (SELECT DISTINCT ON (series_id, time) * FROM (%s) place
                        WHERE value <> 'NaN' ORDER BY series_id, time) s
                    JOIN metric m ON m.id = s.metric_id
                    LEFT JOIN metric_metadata d ON d.metric_id = s.metric_id
                ) p
                WHERE time >= %s
                GROUP BY series_id, bucket
                ORDER BY series_id, bucket
                ON CONFLICT (series_id, bucket) DO UPDATE SET
                    minimum = excluded.minimum, maximum = excluded.maximum, sum = excluded.sum,
                    count = excluded.count, first = excluded.first, last = excluded.last,
                    increase = excluded.increase
                """.formatted(
                IS_COUNTER, SampleQuery.ofMetrics(dialect, bucket - FIVE_MINUTES, end), SampleQuery.timestamp(bucket));
    }

    private static void markHours(Connection connection, Array metrics, long bucket, long end) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dirty_hour (metric_id, bucket)"
                + " SELECT metric_id, to_timestamp(hour * 3600.0) FROM unnest(?) m (metric_id),"
                + " generate_series(?::bigint, ?::bigint) hour ON CONFLICT DO NOTHING")) {
            insert.setArray(1, metrics);
            insert.setLong(2, Math.floorDiv(bucket, HOUR));
            insert.setLong(3, Math.floorDiv(end - 1, HOUR));
            insert.executeUpdate();
        }
    }

    private void recomputeHour(Connection connection, long hour) throws SQLException {
        partitions.ensure(PartitionedTable.rollup(RollupWidth.HOUR, config), new long[] {hour});
        Array metrics = takeMarks(connection, RollupWidth.HOUR, hour);
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                INSERT INTO rollup_1h
                    (metric_id, series_id, bucket, minimum, maximum, sum, count, first, last, increase)
                SELECT min(metric_id), series_id, %1$s, min(minimum), max(maximum), sum(sum), sum(count),
                    (array_agg(first ORDER BY bucket))[1], (array_agg(last ORDER BY bucket DESC))[1], sum(increase)
                FROM rollup_5m
                WHERE metric_id = ANY (?) AND bucket >= %1$s AND bucket < %2$s
                GROUP BY series_id
                ORDER BY series_id
                ON CONFLICT (series_id, bucket) DO UPDATE SET
                    minimum = excluded.minimum, maximum = excluded.maximum, sum = excluded.sum,
                    count = excluded.count, first = excluded.first, last = excluded.last,
                    increase = excluded.increase
                """.formatted(SampleQuery.timestamp(hour), SampleQuery.timestamp(hour + HOUR)))) {
            upsert.setArray(1, metrics);
            upsert.executeUpdate();
        }
        connection.commit();
    }
}
