package dev.bellwether.bench;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bytes on the disk for each sample of a machine's day. */
final class DiskSize implements Figure {
    private static final int SERIES = 1_000;
    private static final int STEP_SECONDS = 15;
    private static final int TICKS = 86_400 / STEP_SECONDS;
    private static final int FLUSH_ROWS = 100_000;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(packed(lab, PlainServer.start(lab.scratch("postgres"))));
        Optional<TimescaleServer> columnstore = TimescaleServer.columnstore();
        rows.add(
                columnstore.isPresent()
                        ? compressed(lab, columnstore.get())
                        : Row.skipped(
                                "disk bytes per sample, columnstore", "≤ 4", "TEST_TIMESCALEDB_URL names no server"));
        return rows;
    }

    private static Row packed(Lab lab, DatabaseServer given) throws Exception {
        try (DatabaseServer server = given) {
            Database database = server.create();
            Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
            // The jobs see the clock of three hours after the day's end: every hour is closed by then.
            Clock later =
                    Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start.plus(Duration.ofHours(27))));
            try (TimescaleStorage storage = TimescaleStorage.open(
                    StorageConfig.of(database.url(), database.user(), database::password), later)) {
                long samples = write(lab, storage, start);
                long asRows = size(database, "sample_default");
                int hours = storage.jobs().pack();
                long packed = size(database, "packed_default") + size(database, "sample_default");
                return row(
                        "disk bytes per sample, plain after packing",
                        packed,
                        samples,
                        Numbers.one((double) asRows / samples) + " as rows with their index",
                        (double) packed / asRows,
                        8,
                        String.format("%d partitions packed; ", hours));
            }
        }
    }

    private static Row compressed(Lab lab, DatabaseServer given) throws Exception {
        try (DatabaseServer server = given) {
            Database database = server.create();
            Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
            try (TimescaleStorage storage = TimescaleStorage.open(
                    StorageConfig.of(database.url(), database.user(), database::password), Clock.systemUTC())) {
                // The policies would do the same at a moment of their own.
                database.number("SELECT count(altered.job_id) FROM timescaledb_information.jobs j,"
                        + " alter_job(j.job_id, scheduled => false) altered WHERE j.hypertable_name IS NOT NULL");
                long samples = write(lab, storage, start);
                long asWritten = hypertableSize(database);
                database.number("SELECT count(compress_chunk(chunk, recompress => true))"
                        + " FROM show_chunks('sample_default') AS chunk");
                long recompressed = hypertableSize(database);
                return row(
                        "disk bytes per sample, columnstore",
                        recompressed,
                        samples,
                        Numbers.one((double) asWritten / samples) + " as written, compressed directly",
                        (double) recompressed / asWritten,
                        4,
                        "after one recompression, as the compaction policy does; ");
            }
        }
    }

    private static Row row(
            String what, long bytes, long samples, String reference, double ratio, double target, String how) {
        double perSample = (double) bytes / samples;
        return new Row(
                what,
                Numbers.two(perSample),
                reference,
                Numbers.two(ratio),
                "≤ " + Numbers.grouped(target),
                Row.Verdict.of(perSample <= target),
                how
                        + String.format(
                                "%,d samples, %,d series every %d s for a day, tables with index and TOAST after VACUUM."
                                        + " The day is this machine's recording read at strides of %d s round and round,"
                                        + " counters going on.",
                                samples, SERIES, STEP_SECONDS, STEP_SECONDS));
    }

    private static long write(Lab lab, TimescaleStorage storage, Instant start) throws InterruptedException {
        MachineTrace.Steady machine = lab.trace().steady(SERIES);
        Lab.say("a day of %d series is written", SERIES);
        long samples = 0;
        try (SampleWriter writer = storage.newWriter()) {
            List<SeriesId> ids = writer.resolve(machine.series().stream()
                    .map(series -> new SeriesIdentity(
                            "",
                            series.labelsWith("job", "node-exporter", "instance", "bench"),
                            new MetricMetadata(series.type(), "", series.help())))
                    .toList());
            SampleColumns columns = new SampleColumns(FLUSH_ROWS + SERIES);
            for (int tick = 0; tick < TICKS; tick++) {
                long time = start.toEpochMilli() + tick * STEP_SECONDS * 1_000L;
                for (int i = 0; i < machine.size(); i++) {
                    columns.add(ids.get(i), time, machine.value(i, (long) tick * STEP_SECONDS));
                }
                if (columns.count() >= FLUSH_ROWS || tick == TICKS - 1) {
                    samples += columns.count();
                    writer.write(new Flush(columns, List.of(), Map.of(), List.of(), List.of()));
                    columns.clear();
                }
            }
        }
        return samples;
    }

    private static long size(Database database, String table) throws SQLException {
        database.execute("VACUUM " + table);
        return database.number("SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('" + table + "')");
    }

    private static long hypertableSize(Database database) throws SQLException {
        return database.number("SELECT hypertable_size('sample_default')");
    }
}
