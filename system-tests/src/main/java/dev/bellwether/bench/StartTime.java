package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** How long standalone takes from its start to the first row of its own. */
final class StartTime implements Figure {
    private static final int WARM_STARTS = 3;
    private static final double TARGET_SECONDS = 10;
    /** What a first start makes for later ones, some seconds after it is up. */
    private static final Path CLASS_ARCHIVE = Path.of("standalone/target/standalone.jsa");

    private static final long ARCHIVE_SECONDS = 120;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        if (!Files.isExecutable(Path.of("bin/bellwether"))) {
            throw new SkippedException("bin/bellwether is not here; start from the root of the checkout");
        }
        Path directory = lab.scratch(name());
        List<Integer> ports = FreePorts.some(6);
        Files.deleteIfExists(CLASS_ARCHIVE);
        double cold = start(directory, ports, true);
        Lab.say("first start: %.1f s", cold);
        double[] warm = new double[WARM_STARTS];
        for (int i = 0; i < WARM_STARTS; i++) {
            warm[i] = start(directory, ports, false);
            Lab.say("warm start: %.1f s", warm[i]);
        }
        double median = IntStream.range(0, WARM_STARTS)
                .mapToDouble(i -> warm[i])
                .sorted()
                .skip(WARM_STARTS / 2)
                .findFirst()
                .orElseThrow();
        return List.of(new Row(
                "standalone, start to the first row, warm data directory",
                Numbers.one(median) + " s",
                Numbers.one(cold) + " s, first start",
                Numbers.two(median / cold),
                "≤ 10 s",
                Row.Verdict.of(median <= TARGET_SECONDS),
                "the median of " + WARM_STARTS
                        + " starts; the row is one that this start collected, read by SQL every 50 ms. The first start went"
                        + " on until it had made the archive of classes that later ones load."));
    }

    private static double start(Path directory, List<Integer> ports, boolean first) throws Exception {
        List<String> command = List.of(
                "bin/bellwether",
                "standalone",
                "--data",
                directory.resolve("data").toString(),
                "--manifests",
                "examples",
                "--api-port",
                ports.get(0).toString(),
                "--http-port",
                ports.get(1).toString(),
                "--grpc-port",
                ports.get(2).toString(),
                "--agent-port",
                ports.get(3).toString(),
                "--database-port",
                ports.get(4).toString(),
                "--broker-port",
                ports.get(5).toString());
        long startedMillis = System.currentTimeMillis();
        long started = System.nanoTime();
        try (Program standalone = Program.start("standalone", command, directory.resolve("log"))) {
            Path passwords = directory.resolve("data/postgres/pgpass");
            String query =
                    "SELECT count(*) FROM sample_default WHERE time >= to_timestamp(" + startedMillis / 1e3 + ")";
            while (!hasRow(passwords, ports.get(4), query)) {
                if (!standalone.isAlive() || System.nanoTime() - started > TimeUnit.MINUTES.toNanos(2)) {
                    throw new IOException("standalone shows no row; see " + directory.resolve("log"));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            if (first) {
                awaitArchive(standalone);
            }
            return seconds;
        }
    }

    private static void awaitArchive(Program standalone) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARCHIVE_SECONDS);
        while (!Files.exists(CLASS_ARCHIVE) && standalone.isAlive() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (!Files.exists(CLASS_ARCHIVE)) {
            Lab.say("the first start made no archive of classes; the others do without");
        }
    }

    /** Whether the reader sees one; until the database serves and has tables it does not. */
    private static boolean hasRow(Path passwords, int port, String query) throws IOException {
        if (!Files.exists(passwords)) {
            return false;
        }
        String line = Files.readString(passwords).strip();
        Database reader = new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/bellwether",
                "reader",
                line.substring(line.lastIndexOf(':') + 1),
                0);
        try {
            return reader.number(query) > 0;
        } catch (SQLException e) {
            return false;
        }
    }
}
