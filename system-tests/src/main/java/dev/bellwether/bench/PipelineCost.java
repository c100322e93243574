package dev.bellwether.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** CPU-seconds per million samples from an agent's frame until COPY is sent. */
final class PipelineCost implements Figure {
    private static final String WHAT = "CPU-seconds per million samples, agent frame to COPY sent";
    private static final int AGENTS = 100;
    private static final int SERIES = 1_000;
    private static final int INTERVAL_MILLIS = 2_000;
    /** As many batches of each agent as compile what is compiled: three million samples. */
    private static final int WARM_BATCHES = 30;

    private static final int WARM_SECONDS = 15;
    private static final int SECONDS = 60;
    private static final double TARGET = 0.6;

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        try (DatabaseServer server = PlainServer.start(lab.scratch("postgres"));
                Pipeline pipeline = Pipeline.start(lab, name(), server.create())) {
            Child writer = pipeline.newWriter();
            Child agents = pipeline.newAgents(lab, SERIES);
            writer.ask("start");
            agents.ask("add " + AGENTS);
            Lab.say("%d agents send %d series every %d ms", AGENTS, SERIES, INTERVAL_MILLIS);
            Pipeline.warmUp(
                    writer,
                    agents,
                    WARM_BATCHES,
                    INTERVAL_MILLIS,
                    AGENTS * SERIES * 1_000.0 / INTERVAL_MILLIS,
                    WARM_SECONDS);
            List<Child> own = List.of(agents, pipeline.gateway(), writer);
            boolean compiled = Pipeline.awaitCompiled(own);
            double compilersBefore = Pipeline.compilerSeconds(own);
            long samplesBefore = Pipeline.status(writer).samples();
            Pipeline.Cpu before = pipeline.cpu(agents.cpuSeconds(), writer);
            TimeUnit.SECONDS.sleep(SECONDS);
            double millions = (Pipeline.status(writer).samples() - samplesBefore) / 1e6;
            Pipeline.Cpu cpu =
                    pipeline.cpu(agents.cpuSeconds(), writer).since(before).per(millions);
            double compilers = (Pipeline.compilerSeconds(own) - compilersBefore) / millions;
            FleetStatus fleet = Pipeline.fleet(agents);
            String note = String.format(
                    "counted are agents (assembly, write-ahead log, sending) %.2f, gateway %.2f and writer %.2f;"
                            + " apart stand the broker %.2f and the database %.2f. %d agents of %,d series in one JVM,"
                            + " %,.0f samples/s for %d s after %d batches of each and at least %d s of warming up,"
                            + " and until the compilers %s; %.2f of the figure are theirs. %d batches unacknowledged at the end,"
                            + " %d samples dropped.",
                    cpu.agents(),
                    cpu.gateway(),
                    cpu.writer(),
                    cpu.broker(),
                    cpu.database(),
                    AGENTS,
                    SERIES,
                    millions * 1e6 / SECONDS,
                    SECONDS,
                    WARM_BATCHES,
                    WARM_SECONDS,
                    compiled ? "had almost nothing left to do" : "had worked for two minutes more",
                    compilers,
                    fleet.waitingBatches(),
                    fleet.droppedSamples());
            return List.of(new Row(
                    WHAT, Numbers.two(cpu.own()) + " s", "", "", "≤ 0.6", Row.Verdict.of(cpu.own() <= TARGET), note));
        }
    }
}
