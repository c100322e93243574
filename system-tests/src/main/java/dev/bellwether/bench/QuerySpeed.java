package dev.bellwether.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long queries take over HTTP, from memory and from the database, beside Debian's Prometheus with the same samples. */
final class QuerySpeed implements Figure {
    private static final long MINUTE = 60_000;
    private static final int INSTANCES = 100;
    private static final int TICKS_OF_REQUEST = 20;
    private static final int SERIES_OF_REQUEST = 500;
    private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MANY_ROUNDS = 101;
    private static final int FEW_ROUNDS = 21;
    private static final double QUICK_MILLIS = 50;
    private static final long SHOW_EVERY_NANOS = TimeUnit.SECONDS.toNanos(15);

    @Override
    public String name() {
        return "queries";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        List<Row> rows = new ArrayList<>(measure(lab, PlainServer.start(lab.scratch("postgres")), 2));
        Optional<TimescaleServer> columnstore = TimescaleServer.columnstore();
        if (columnstore.isPresent()) {
            rows.addAll(measure(lab, columnstore.get(), 1.5));
        } else {
            rows.add(Row.skipped(
                    "queries beyond two hours, columnstore", "p95 ≤ 1.5", "TEST_TIMESCALEDB_URL names no server"));
        }
        return rows;
    }

    /** A place and a way to ask. */
    private record Part(String name, QueryTimes.When when, double target) {}

    private List<Row> measure(Lab lab, DatabaseServer given, double target) throws Exception {
        Path directory = lab.scratch("prometheus");
        int port = FreePorts.one();
        List<String> command = command(directory, port);
        try (DatabaseServer server = given;
                Program prometheus = Program.start("prometheus", command, directory.resolve("log"))) {
            prometheus.awaitReady("http://127.0.0.1:" + port + "/-/ready");
            Database database = server.create();
            try (Pipeline pipeline = Pipeline.start(lab, name(), database)) {
                Child writer = pipeline.newWriter();
                writer.ask("start");
                Child query = pipeline.newQuery();
                long end = System.currentTimeMillis() / MINUTE * MINUTE;
                String size = load(lab, pipeline, writer, port, end);
                Lab.say("%s", query.ask("jobs"));
                awaitUsable(query);
                Lab.say("memory answers");
                List<Part> parts = List.of(
                        new Part("last two hours, instant", QueryTimes.When.instant(end - 2 * MINUTE), 1),
                        new Part(
                                "last two hours, range", QueryTimes.When.range(end - 62 * MINUTE, end - 2 * MINUTE), 1),
                        new Part(
                                "beyond, " + server.dialect() + ", instant",
                                QueryTimes.When.instant(end - 250 * MINUTE),
                                target),
                        new Part(
                                "beyond, " + server.dialect() + ", range",
                                QueryTimes.When.range(end - 310 * MINUTE, end - 250 * MINUTE),
                                target));
                List<Row> rows = new ArrayList<>();
                int ours = Integer.parseInt(query.greeting());
                warmUp(ours, port, parts);
                for (Part part : parts) {
                    for (QueryKind kind : QueryKind.ALL) {
                        rows.add(compare(kind, part, ours, port, size));
                    }
                }
                return rows;
            }
        }
    }

    private static List<String> command(Path directory, int port) throws IOException, SkippedException {
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"), "storage: {tsdb: {out_of_order_time_window: 24h}}\n");
        return TrixieRoot.command(
                "prometheus",
                List.of(
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver"));
    }

    /** Sends the very same requests to both; tells how much it was. */
    private static String load(Lab lab, Pipeline pipeline, Child writer, int prometheus, long end) throws Exception {
        QueriedSeries series = new QueriedSeries((int) Math.max(1, Math.round(INSTANCES * lab.scale())));
        int hours = 6;
        int ticks = (int) (Duration.ofHours(hours).toMillis() / QueriedSeries.STEP_MILLIS);
        long start = end - ticks * QueriedSeries.STEP_MILLIS;
        long total = (long) ticks * series.count();
        long shown = System.nanoTime();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int tick = 0; tick < ticks; tick += TICKS_OF_REQUEST) {
                long first = start + (tick + 1) * QueriedSeries.STEP_MILLIS;
                for (byte[] request : series.next(first, TICKS_OF_REQUEST, SERIES_OF_REQUEST)) {
                    WriteRequest.send(client, "http://127.0.0.1:" + pipeline.httpPort() + "/api/v1/write", request);
                    WriteRequest.send(client, "http://127.0.0.1:" + prometheus + "/api/v1/write", request);
                }
                if (System.nanoTime() - shown > SHOW_EVERY_NANOS) {
                    shown = System.nanoTime();
                    Lab.say(
                            "%,d of %,d samples sent, %,d written",
                            (long) (tick + TICKS_OF_REQUEST) * series.count(),
                            total,
                            Pipeline.status(writer).samples());
                }
            }
        }
        while (Pipeline.status(writer).samples() < total) {
            if (System.nanoTime() - shown > SHOW_EVERY_NANOS) {
                shown = System.nanoTime();
                Lab.say("%,d of %,d samples written", Pipeline.status(writer).samples(), total);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return String.format("%,d series × %d h every %d s", series.count(), hours, QueriedSeries.STEP_MILLIS / 1_000);
    }

    private static void awaitUsable(Child query) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!query.ask("usable").equals("true")) {
            if (System.nanoTime() > patience) {
                throw new IOException("memory is not complete after five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static void warmUp(int ours, int theirs, List<Part> parts) throws IOException, InterruptedException {
        Lab.say("both warm up");
        long end = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < end) {
            for (Part part : parts) {
                for (QueryKind kind : QueryKind.ALL) {
                    QueryTimes.timed(ours, kind.expression(), part.when());
                    QueryTimes.timed(theirs, kind.expression(), part.when());
                }
            }
        }
    }

    private static Row compare(QueryKind kind, Part part, int ours, int theirs, String size)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int ourSeries = QueryTimes.series(QueryTimes.ask(ours, kind.expression(), part.when()));
        int theirSeries = QueryTimes.series(QueryTimes.ask(theirs, kind.expression(), part.when()));
        String figure = "query, " + part.name() + ": " + kind.name();
        if (ourSeries != theirSeries) {
            return Row.failed(figure, "we give " + ourSeries + " series, Prometheus " + theirSeries);
        }
        boolean quick = System.nanoTime() - begun < 2 * QUICK_MILLIS * 1e6;
        int rounds = quick ? MANY_ROUNDS : FEW_ROUNDS;
        double[] our = new double[rounds];
        double[] their = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            // Who comes first changes: what one leaves behind in the machine must not be the other's burden alone.
            if (round % 2 == 0) {
                our[round] = QueryTimes.timed(ours, kind.expression(), part.when());
                their[round] = QueryTimes.timed(theirs, kind.expression(), part.when());
            } else {
                their[round] = QueryTimes.timed(theirs, kind.expression(), part.when());
                our[round] = QueryTimes.timed(ours, kind.expression(), part.when());
            }
        }
        QueryTimes measured = new QueryTimes(our);
        QueryTimes reference = new QueryTimes(their);
        double ratio = measured.slow() / reference.slow();
        return new Row(
                figure,
                measured.text(),
                reference.text() + ", Prometheus",
                "p50 " + Numbers.two(measured.median() / reference.median()) + " p95 " + Numbers.two(ratio),
                "p95 ≤ " + (part.target() == 1.5 ? "1.5" : Numbers.grouped(part.target())),
                Row.Verdict.of(ratio <= part.target()),
                kind.name().equals(QueryKind.ALL.getFirst().name())
                        ? size + "; " + MANY_ROUNDS + " times each (" + FEW_ROUNDS
                                + " where an answer takes more than some 50 ms), in turns, uncompressed, after "
                                + TimeUnit.NANOSECONDS.toSeconds(WARM_NANOS)
                                + " s of warming up both with the same queries; ranges are an hour in steps of 15 s."
                        : "");
    }
}
