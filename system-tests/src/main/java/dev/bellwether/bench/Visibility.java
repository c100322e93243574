package dev.bellwether.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long it takes from the gateway's accept until a row can be read. */
final class Visibility implements Figure {
    private static final int AGENTS = 20;
    private static final int SERIES = 1_000;
    private static final int INTERVAL_MILLIS = 2_000;
    private static final int WARM_SECONDS = 20;
    private static final int SECONDS = 62;
    private static final double TARGET_SECONDS = 1.5;

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        try (DatabaseServer server = PlainServer.start(lab.scratch("postgres"));
                Pipeline pipeline = Pipeline.start(lab, name(), server.create())) {
            Child writer = pipeline.newWriter();
            Child agents = pipeline.newAgents(lab, SERIES);
            writer.ask("start");
            agents.ask("add " + AGENTS);
            Pipeline.warmUp(
                    writer, agents, 1, INTERVAL_MILLIS, AGENTS * SERIES * 1_000.0 / INTERVAL_MILLIS, WARM_SECONDS);
            WriterStatus before = Pipeline.status(writer);
            TimeUnit.SECONDS.sleep(SECONDS);
            WriterStatus after = Pipeline.status(writer);
            double rate = (after.samples() - before.samples()) / (double) SECONDS;
            return List.of(new Row(
                    "gateway accept → row visible, p99 at 10k samples/s",
                    Numbers.two(after.visibleWorst()) + " s",
                    Numbers.two(after.visibleMedian()) + " s median",
                    "",
                    "≤ 1.5 s",
                    Row.Verdict.of(after.visibleWorst() <= TARGET_SECONDS),
                    String.format(
                            "of the oldest batch of each of %d transactions in the last minute: no other batch waited"
                                    + " longer. %,.0f samples/s.",
                            after.flushes() - before.flushes(), rate)));
        }
    }
}
