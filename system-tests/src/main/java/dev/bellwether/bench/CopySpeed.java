package dev.bellwether.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The writer's rows per second against COPY of the same rows alone, in every dialect that a server is there for. */
final class CopySpeed implements Figure {
    private static final String WHAT = "writer rows/s ÷ COPY of the same sorted rows, ";
    private static final String TO_REACH = "≥ 0.8";
    private static final int AGENTS = 40;
    private static final int SERIES = 1_000;
    private static final int TICKS = 120;
    private static final double WARM_SHARE = 0.3;
    /** The last rows of a backlog wait for more to come, which says nothing of how fast rows are written. */
    private static final double COUNTED_TO = 0.95;

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(measure(lab, PlainServer.start(lab.scratch("postgres"))));
        Optional<TimescaleServer> hypertable = TimescaleServer.hypertable();
        rows.add(
                hypertable.isPresent()
                        ? measure(lab, hypertable.get())
                        : Row.skipped(WHAT + "hypertable", TO_REACH, "no Debian trixie root, or not root"));
        Optional<TimescaleServer> columnstore = TimescaleServer.columnstore();
        rows.add(
                columnstore.isPresent()
                        ? measure(lab, columnstore.get())
                        : Row.skipped(WHAT + "columnstore", TO_REACH, "TEST_TIMESCALEDB_URL names no server"));
        return rows;
    }

    /** When and how much a writer had written. */
    private record Mark(long nanos, long samples, long flushes) {}

    private Row measure(Lab lab, DatabaseServer given) throws Exception {
        try (DatabaseServer server = given) {
            Database written = server.create();
            double ours;
            long rowsOfFlush;
            try (Pipeline pipeline = Pipeline.start(lab, name(), written)) {
                long total = fill(lab, pipeline);
                Child writer = pipeline.newWriter();
                Lab.say("the writer takes %,d samples of the log into %s", total, server.dialect());
                writer.ask("start");
                Mark warm = await(writer, (long) (total * WARM_SHARE));
                Mark end = await(writer, (long) (total * COUNTED_TO));
                ours = (end.samples() - warm.samples()) * 1e9 / (end.nanos() - warm.nanos());
                Mark unused = await(writer, total);
                rowsOfFlush = (end.samples() - warm.samples()) / Math.max(1, end.flushes() - warm.flushes());
            }
            Lab.say("the same rows by COPY, %,d a transaction", rowsOfFlush);
            CopyReference.Result copy = CopyReference.run(written, server.create(), (int) rowsOfFlush, WARM_SHARE);
            double ratio = ours / copy.rowsPerSecond();
            return new Row(
                    WHAT + server.dialect(),
                    Numbers.grouped(ours) + " rows/s",
                    Numbers.grouped(copy.rowsPerSecond()) + " rows/s, COPY",
                    Numbers.two(ratio),
                    TO_REACH,
                    Row.Verdict.of(ratio >= 0.8),
                    String.format(
                            "the writer drains a backlog of %,d rows that stand in the log, from Kafka to commit;"
                                    + " COPY writes the very rows that it wrote, sorted and %,d a transaction as it did,"
                                    + " into the same tables of another database. The first %.0f %% of both warm up and"
                                    + " do not count, nor do the last %.0f %% of the writer's, which wait for more.",
                            copy.rows(), rowsOfFlush, WARM_SHARE * 100, (1 - COUNTED_TO) * 100));
        }
    }

    /** Puts batches into the log while nobody reads it. */
    private static long fill(Lab lab, Pipeline pipeline) throws IOException, InterruptedException {
        Child agents = pipeline.newAgents(lab, SERIES);
        agents.ask("add " + AGENTS);
        long start = System.currentTimeMillis() / 3_600_000 * 3_600_000;
        Lab.say("%d agents fill the log with %d ticks of %d series", AGENTS, TICKS, SERIES);
        agents.ask("burst " + TICKS + " 15000 " + start);
        long total = Pipeline.fleet(agents).samples();
        agents.close();
        return total;
    }

    /** Waits for the end of the first transaction that brings a writer beyond a number of samples. */
    private static Mark await(Child writer, long samples) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        WriterStatus status = Pipeline.status(writer);
        while (status.samples() < samples) {
            if (System.nanoTime() > patience) {
                throw new IOException("the writer wrote " + status.samples() + " of " + samples + " in five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(10);
            status = Pipeline.status(writer);
        }
        return new Mark(System.nanoTime(), status.samples(), status.flushes());
    }
}
