package dev.bellwether.storage.timescale;

import java.util.ArrayList;
import java.util.List;

/** SQL for the float samples of a span of time, wherever they stand; uses the partitions and indexes of both kinds. */
final class SampleQuery {
    private static final long PACKED_SPAN_MILLIS = 3_600_000;

    private SampleQuery() {}

    /**
     * A query with the columns metric_id, series_id, time and value for the metrics of a parameter {@code int4[]}, which
     * it takes once per place. A sample that came twice may be in it twice.
     *
     * @param startMillis first time, included
     * @param endMillis last time, excluded
     */
    static String ofMetrics(Dialect dialect, long startMillis, long endMillis) {
        List<String> places = new ArrayList<>();
        for (RetentionClass retentionClass : RetentionClass.values()) {
            places.add("SELECT metric_id, series_id, time, value FROM " + retentionClass.sampleTable()
                    + " WHERE metric_id = ANY (?) AND time >= " + timestamp(startMillis) + " AND time < "
                    + timestamp(endMillis));
            if (dialect != Dialect.COLUMNSTORE) {
                places.add("SELECT * FROM (SELECT p.metric_id, p.series_id,"
                        + " p.start + coalesce(p.times[v.number], (v.number - 1) * p.step)"
                        + " * interval '1 millisecond' AS time, v.value FROM "
                        + retentionClass.packedTable()
                        + " p CROSS JOIN LATERAL unnest(p.\"values\") WITH ORDINALITY v (value, number)"
                        + " WHERE p.metric_id = ANY (?) AND p.start >= " + timestamp(startMillis - PACKED_SPAN_MILLIS)
                        + " AND p.start < " + timestamp(endMillis) + ") u WHERE time >= " + timestamp(startMillis)
                        + " AND time < " + timestamp(endMillis));
            }
        }
        return String.join(" UNION ALL ", places);
    }

    /** How many parameters such a query takes. */
    static int parameters(Dialect dialect) {
        return RetentionClass.values().length * (dialect == Dialect.COLUMNSTORE ? 1 : 2);
    }

    /** A time as a literal: known when the statement is planned, so that partitions are left out. */
    static String timestamp(long millis) {
        return "'" + java.time.Instant.ofEpochMilli(millis) + "'::timestamptz";
    }
}
