package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * Prints figures of a dialect: rows per second against a bare COPY, bytes per sample after a day, times of reads, jobs
 * and views. Run by hand: {@code StorageFigures PLAIN 1500 24} (dialect, series, hours).
 */
final class StorageFigures {
    private static final long TICK = 15_000;

    private StorageFigures() {}

    public static void main(String[] arguments) throws SQLException {
        Dialect dialect = Dialect.valueOf(arguments[0]);
        int seriesCount = Integer.parseInt(arguments[1]);
        int hours = Integer.parseInt(arguments[2]);
        try (TestStorage storage = new TestStorage(dialect)) {
            long end = System.currentTimeMillis() / 3_600_000 * 3_600_000 - 7_200_000;
            storage.clock().set(Instant.ofEpochMilli(end));
            List<SimulatedSeries> series = SimulatedSeries.ofNode(seriesCount);
            List<SeriesId> ids = storage.writer()
                    .resolve(series.stream()
                            .map(each -> new SeriesIdentity(
                                    "",
                                    each.labels(),
                                    new MetricMetadata(
                                            each.labels().metricName().endsWith("_total")
                                                    ? MetricType.COUNTER
                                                    : MetricType.GAUGE,
                                            "",
                                            "")))
                            .toList());
            copies(storage, series, ids, end - hours * 3_600_000L, hours * 240);
            long samples = (long) seriesCount * hours * 240;
            size(storage, "as written", "sample", samples);
            storage.clock().set(Instant.ofEpochMilli(end + 3 * 3_600_000L));
            timed("roll up", () -> storage.storage().jobs().rollUp());
            timed("pack", () -> storage.storage().jobs().pack());
            if (dialect == Dialect.COLUMNSTORE) {
                timed("compact", () -> compact(storage));
            }
            size(storage, "samples after packing", "sample,packed", samples);
            size(storage, "rollups", "rollup", samples);
            size(storage, "everything", "", samples);
            timed("read all", () -> read(storage, 0, end, ".+"));
            timed("read one metric, all hours", () -> read(storage, 0, end, "node_cpu_seconds_total"));
            timed("read one metric, all hours, again", () -> read(storage, 0, end, "node_cpu_seconds_total"));
            timed("read last 5 minutes of all", () -> read(storage, end - 300_000, end, ".+"));
            for (String view : List.of("cpu", "memory", "disk", "network")) {
                timed(
                        view + "_metrics LIMIT 20",
                        () -> storage.query("SELECT * FROM " + view + "_metrics ORDER BY time DESC LIMIT 20")
                                .size());
                timed(
                        view + "_metrics 4 hours",
                        () -> storage.query(
                                        "SELECT * FROM " + view + "_metrics WHERE time > now() - interval '4 hours'")
                                .size());
            }
        }
    }

    private static int compact(TestStorage storage) {
        return storage.query("SELECT compress_chunk(c, recompress => true) FROM show_chunks('sample_default') c")
                .size();
    }

    private interface Work {
        long run();
    }

    private static void timed(String what, Work work) {
        long began = System.nanoTime();
        long result = work.run();
        System.out.printf(Locale.ROOT, "%-36s %10d in %6d ms%n", what, result, (System.nanoTime() - began) / 1_000_000);
    }

    private static void size(TestStorage storage, String what, String prefixes, long samples) {
        StringBuilder condition = new StringBuilder("false");
        for (String prefix : prefixes.split(",", -1)) {
            condition.append(" OR c.relname LIKE '").append(prefix).append("%'");
        }
        String table = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'pg_toast')"
                + " AND (" + condition
                + " OR n.nspname = '_timescaledb_internal' AND c.relname ~ '^(_hyper|compress_hyper)'"
                + ")";
        System.out.printf(
                Locale.ROOT, "%-36s %10.2f bytes per sample%n", what, storage.count(table) / (double) samples);
    }

    private static long read(TestStorage storage, long start, long end, String metric) {
        long samples = 0;
        try (SeriesCursor cursor = storage.reader()
                .select(new Selection(
                        List.of(new Matcher("__name__", Matcher.Operator.MATCHES, metric)), start, end))) {
            while (cursor.nextSeries()) {
                while (cursor.nextChunk()) {
                    samples += cursor.chunk().count();
                }
            }
        }
        return samples;
    }

    private static void copies(
            TestStorage storage, List<SimulatedSeries> series, List<SeriesId> ids, long start, int ticks)
            throws SQLException {
        int ticksPerFlush = Math.max(1, 100_000 / series.size());
        long writing = 0;
        long sorting = 0;
        long bare = 0;
        try (Connection connection = DriverManager.getConnection(storage.url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare_copy (LIKE sample_default INCLUDING INDEXES)");
            connection.setAutoCommit(false);
            for (int tick = 0; tick < ticks; tick += ticksPerFlush) {
                SampleColumns columns = new SampleColumns(100_000);
                for (int i = tick; i < Math.min(ticks, tick + ticksPerFlush); i++) {
                    for (int s = 0; s < ids.size(); s++) {
                        columns.add(ids.get(s), start + i * TICK, series.get(s).next());
                    }
                }
                long began = System.nanoTime();
                columns.sort();
                long sorted = System.nanoTime();
                storage.writer().write(new Flush(columns, List.of(), Map.of(), List.of(), List.of()));
                long written = System.nanoTime();
                bareCopy(connection, columns);
                sorting += sorted - began;
                writing += written - sorted;
                bare += System.nanoTime() - written;
            }
            statement.execute("DROP TABLE bare_copy");
            connection.commit();
        }
        double rows = (double) series.size() * ticks;
        System.out.printf(
                Locale.ROOT,
                "sort %.2f M/s, writer %.2f M rows/s, bare COPY into a table %.2f M rows/s%n",
                rows * 1_000 / sorting,
                rows * 1_000 / writing,
                rows * 1_000 / bare);
    }

    private static void bareCopy(Connection connection, SampleColumns columns) throws SQLException {
        BinaryCopy copy = new BinaryCopy(
                connection.unwrap(PGConnection.class).getCopyAPI(), "COPY bare_copy FROM STDIN (FORMAT binary)");
        for (int i = 0; i < columns.count(); i++) {
            copy.row(4);
            copy.int4(columns.metricId(i));
            copy.int8(columns.seriesId(i));
            copy.timestamp(columns.timestampMillis(i));
            copy.float8(columns.value(i));
        }
        copy.end();
        connection.commit();
    }

    /** A series that moves as those of a node do. */
    private static final class SimulatedSeries {
        private final Labels labels;
        private final Random random;
        private final int kind;
        private double value;

        private SimulatedSeries(Labels labels, int seed, int kind) {
            this.labels = labels;
            this.random = new Random(seed);
            this.kind = kind;
            this.value = Math.floor(Math.pow(10, 1 + random.nextDouble() * 9));
        }

        /**
         * Much like node_exporter on a host that does something: two fifths of the series stand still, a quarter are
         * counters of events, the rest counters of seconds and bytes and gauges that wander.
         */
        static List<SimulatedSeries> ofNode(int count) {
            List<SimulatedSeries> series = new ArrayList<>();
            String[] modes = {"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"};
            for (int i = 0; i < count; i++) {
                if (i < 128) {
                    series.add(new SimulatedSeries(
                            Labels.of(
                                    "__name__",
                                    "node_cpu_seconds_total",
                                    "instance",
                                    "host",
                                    "cpu",
                                    String.valueOf(i / 8),
                                    "mode",
                                    modes[i % 8]),
                            i,
                            i % 8 == 1 || i % 8 == 5 ? 0 : 2));
                    continue;
                }
                int kind = switch (i % 20) {
                    case 0, 1, 2, 3, 4, 5, 6, 7 -> 0;
                    case 8, 9, 10, 11, 12 -> 1;
                    case 13 -> 2;
                    case 14, 15, 16 -> 3;
                    case 17, 18 -> 4;
                    default -> 5;
                };
                String name = "node_thing_" + i / 4 + (kind == 1 || kind == 2 || kind == 3 ? "_total" : "");
                series.add(new SimulatedSeries(
                        Labels.of("__name__", name, "instance", "host", "device", String.valueOf(i % 4)), i, kind));
            }
            return series;
        }

        Labels labels() {
            return labels;
        }

        double next() {
            switch (kind) {
                case 1 -> value += random.nextInt(4) == 0 ? 0 : random.nextInt(500);
                case 2 -> value = Math.round((value + random.nextInt(30) / 100.0) * 100) / 100.0;
                case 3 -> value += random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000);
                case 4 -> value = Math.max(0, value + 4_096.0 * (random.nextInt(1_001) - 500));
                case 5 -> value = Math.round(Math.max(0, value % 100 + random.nextGaussian()) * 100) / 100.0;
                default -> {}
            }
            return value;
        }
    }
}
