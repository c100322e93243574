package dev.bellwether.storage.timescale;

import dev.bellwether.storage.SampleColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Marks the hours that a flush touches, by metric: their rollups are out of date.
 *
 * <p>An hour (a bucket) that is still open is marked once per writer: the job leaves it alone until {@link #GRACE} after its end.
 * A closed one is marked by every flush that touches it. Not safe for use by many threads.
 */
final class DirtyBuckets {
    /** How long after its end a bucket may be recomputed at the earliest; longer than a flush takes. */
    static final Duration GRACE = Duration.ofMinutes(2);

    static final long BUCKET_MILLIS = Duration.ofHours(1).toMillis();

    private final Clock clock;

    /** Metrics marked, by the start of an open bucket. */
    private final TreeMap<Long, Set<Integer>> marked = new TreeMap<>();

    private final TreeMap<Long, Set<Integer>> marking = new TreeMap<>();

    DirtyBuckets(Clock clock) {
        this.clock = clock;
    }

    /** Writes the marks; call it last before the offsets, for the time from here to the commit counts. */
    void write(Connection connection, SampleColumns samples) throws SQLException {
        long now = Instant.now(clock).toEpochMilli();
        marked.headMap(now - BUCKET_MILLIS, true).clear();
        marking.clear();
        long lastBucket = Long.MIN_VALUE;
        int lastMetric = -1;
        for (int i = 0; i < samples.count(); i++) {
            long bucket = Math.floorDiv(samples.timestampMillis(i), BUCKET_MILLIS) * BUCKET_MILLIS;
            int metric = samples.metricId(i);
            if (bucket == lastBucket && metric == lastMetric) {
                continue;
            }
            lastBucket = bucket;
            lastMetric = metric;
            Set<Integer> already = marked.get(bucket);
            if (already == null || !already.contains(metric)) {
                marking.computeIfAbsent(bucket, start -> new HashSet<>()).add(metric);
            }
        }
        if (!marking.isEmpty()) {
            insert(connection);
        }
    }

    private void insert(Connection connection) throws SQLException {
        List<Object> metrics = new ArrayList<>();
        List<Object> buckets = new ArrayList<>();
        for (Map.Entry<Long, Set<Integer>> entry : marking.entrySet()) {
            for (int metric : entry.getValue()) {
                metrics.add(metric);
                buckets.add(entry.getKey() / 1_000);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dirty_bucket (metric_id, bucket)"
                + " SELECT metric_id, to_timestamp(bucket) FROM unnest(?, ?) n (metric_id, bucket)")) {
            insert.setArray(1, connection.createArrayOf("int4", metrics.toArray()));
            insert.setArray(2, connection.createArrayOf("int8", buckets.toArray()));
            insert.executeUpdate();
        }
    }

    /** The transaction committed: open buckets need no second mark. */
    void committed() {
        long now = Instant.now(clock).toEpochMilli();
        marking.tailMap(now - BUCKET_MILLIS, false)
                .forEach((bucket, metrics) ->
                        marked.computeIfAbsent(bucket, start -> new HashSet<>()).addAll(metrics));
        marking.clear();
    }
}
