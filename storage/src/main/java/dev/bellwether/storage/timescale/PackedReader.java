package dev.bellwether.storage.timescale;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads packed hours of a batch of series, those from memory that are there in the version that the database has.
 *
 * <p>A version is drawn anew by whoever changes the packed rows of an hour, in the same transaction; see
 * {@link PackedVersions}. It is read in one statement with the rows that are not packed, so that both are of one moment.
 */
final class PackedReader {
    private static final int FETCH_ROWS = 1_000;
    private static final String BATCH = " FROM unnest(?) WITH ORDINALITY k (id, n) JOIN ";

    private final PackedCache cache;

    PackedReader(PackedCache cache) {
        this.cache = cache;
    }

    /** Prepares statements that are closed with their batch. */
    interface Statements {
        PreparedStatement prepare(String sql, int fetchSize) throws SQLException;
    }

    /**
     * The rows of all hours that a range of time touches.
     *
     * @param ids the series
     * @param versions the versions of the hours that have packed rows
     * @param first the first time, milliseconds since 1970
     * @param last the last time, included
     */
    PackedRows open(
            Statements statements,
            RetentionClass retentionClass,
            long[] ids,
            Map<Long, UUID> versions,
            long first,
            long last)
            throws SQLException {
        if (!cache.isFor(ids.length, versions.size())) {
            PreparedStatement statement = statements.prepare(parts(retentionClass, first, last), FETCH_ROWS);
            statement.setArray(1, BatchReader.idArray(statement.getConnection(), ids));
            statement.setLong(2, TimeSpan.hourOf(first));
            statement.setLong(3, last);
            return new FetchedPackedRows(statement);
        }
        long[] hours =
                versions.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        List<List<PackedSamples>> known = new ArrayList<>(Collections.nCopies(ids.length, List.of()));
        int[] missing = new int[ids.length];
        int missed = 0;
        for (int i = 0; i < ids.length; i++) {
            List<PackedSamples> rows = known(ids[i], hours, versions);
            if (rows == null) {
                missing[missed++] = i;
            } else {
                known.set(i, rows);
            }
        }
        if (missed > 0) {
            fetch(statements, retentionClass, ids, missing, missed, hours, known);
        }
        return new KnownRows(known);
    }

    private @Nullable List<PackedSamples> known(long id, long[] hours, Map<Long, UUID> versions) {
        List<PackedSamples> all = List.of();
        for (long hour : hours) {
            UUID version = versions.get(hour);
            List<PackedSamples> rows = version == null ? null : cache.find(id, hour, version);
            if (rows == null) {
                return null;
            }
            if (all.isEmpty()) {
                all = rows;
            } else if (!rows.isEmpty()) {
                all = new ArrayList<>(all);
                all.addAll(rows);
            }
        }
        return all;
    }

    /** Reads whole hours of series and keeps them under the versions that stand beside them. */
    private void fetch(
            Statements statements,
            RetentionClass retentionClass,
            long[] ids,
            int[] missing,
            int missed,
            long[] hours,
            List<List<PackedSamples>> known)
            throws SQLException {
        long[] wanted = new long[missed];
        for (int i = 0; i < missed; i++) {
            wanted[i] = ids[missing[i]];
        }
        long firstHour = hours[0];
        long lastHour = hours[hours.length - 1];
        List<Map<Long, List<PackedSamples>>> found = new ArrayList<>(missed);
        for (int i = 0; i < missed; i++) {
            found.add(new HashMap<>());
        }
        Map<Long, UUID> versions = new HashMap<>();
        PreparedStatement statement = statements.prepare(whole(retentionClass), FETCH_ROWS);
        statement.setLong(1, firstHour);
        statement.setLong(2, lastHour);
        statement.setArray(3, BatchReader.idArray(statement.getConnection(), wanted));
        statement.setLong(4, firstHour);
        statement.setLong(5, lastHour + TimeSpan.HOUR);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int position = rows.getInt(1);
                if (position == 0) {
                    versions.put(BinaryValues.timestampMillis(rows.getBytes(2)), BinaryValues.uuid(rows.getBytes(10)));
                    continue;
                }
                PackedSamples samples = FetchedPackedRows.samples(rows, 0);
                found.get(position - 1)
                        .computeIfAbsent(TimeSpan.hourOf(samples.startMillis()), hour -> new ArrayList<>(1))
                        .add(samples);
            }
        }
        TreeSet<Long> foundHours = new TreeSet<>(versions.keySet());
        found.forEach(byHour -> foundHours.addAll(byHour.keySet()));
        for (int i = 0; i < missed; i++) {
            List<PackedSamples> all = new ArrayList<>();
            for (long hour : foundHours) {
                List<PackedSamples> rows = found.get(i).getOrDefault(hour, List.of());
                all.addAll(rows);
                UUID version = versions.get(hour);
                if (version != null) {
                    cache.keep(wanted[i], hour, version, rows);
                }
            }
            known.set(missing[i], all);
        }
    }

    private static String whole(RetentionClass retentionClass) {
        return "SELECT 0::bigint, v.hour, NULL::integer, NULL::integer[], NULL::bigint, NULL::float8, NULL::smallint[],"
                + " NULL::integer[], NULL::float8[], uuid_send(v.version)" + PackedVersions.within(retentionClass)
                + " UNION ALL SELECT k.n, s.start, s.step, s.times, s.base, s.scale, s.small_offsets, s.offsets,"
                + " s.\"values\", NULL::bytea" + BATCH + retentionClass.packedTable()
                + " s ON s.series_id = k.id WHERE s.start >= to_timestamp(? / 1000.0)"
                + " AND s.start < to_timestamp(? / 1000.0) ORDER BY 1, 2";
    }

    /**
     * Of regular hours only the part that is wanted: most of the work is to send the arrays. A row begins in the hour that
     * it holds.
     */
    private static String parts(RetentionClass retentionClass, long first, long last) {
        return "SELECT k.n, s.start, s.step, s.times, s.base, s.scale, "
                + part("s.small_offsets") + ", " + part("s.offsets") + ", " + part("s.\"values\"")
                + ", c.skipped" + BATCH
                + retentionClass.packedTable()
                + " s ON s.series_id = k.id CROSS JOIN LATERAL (SELECT"
                + " CASE WHEN s.times IS NULL AND s.step > 0 THEN greatest(0,"
                + " floor((" + first
                + " - date_part('epoch', s.start) * 1000) / s.step))::integer ELSE 0 END AS skipped,"
                + " CASE WHEN s.times IS NULL AND s.step > 0 THEN"
                + " least(100000000, ceil((" + last + " - date_part('epoch', s.start) * 1000) / s.step))::integer"
                + " ELSE 100000000 END AS last) c"
                + " WHERE s.start >= to_timestamp(? / 1000.0) AND s.start <= to_timestamp(? / 1000.0)"
                + " ORDER BY k.n, s.start";
    }

    private static String part(String column) {
        return column + "[c.skipped + 1 : c.last + 1]";
    }

    /** Rows that are in memory, series by series. */
    private static final class KnownRows implements PackedRows {
        private final List<List<PackedSamples>> series;
        private int position;
        private Iterator<PackedSamples> current = Collections.emptyIterator();

        KnownRows(List<List<PackedSamples>> series) {
            this.series = series;
        }

        @Override
        public @Nullable Row next() {
            while (!current.hasNext() && position < series.size()) {
                current = series.get(position++).iterator();
            }
            return current.hasNext() ? new Row(position, current.next()) : null;
        }

        @Override
        public void close() {
            current = Collections.emptyIterator();
        }
    }
}
