package dev.bellwether.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many agents the pipeline carries before it falls behind, with everything on this machine. */
final class FleetSize implements Figure {
    private static final int STEP = 500;
    private static final int MOST = 3_000;
    private static final int SERIES = 1_000;
    private static final int INTERVAL_MILLIS = 15_000;
    private static final int SETTLE_SECONDS = 180;
    private static final int WATCH_SECONDS = 30;

    @Override
    public String name() {
        return "fleet";
    }

    /** What was seen at a number of agents. */
    private record Step(int agents, boolean held, double lagSeconds, double gateway, double writer) {}

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        List<Step> steps = new ArrayList<>();
        try (DatabaseServer server = PlainServer.start(lab.scratch("postgres"));
                Pipeline pipeline = Pipeline.start(lab, name(), server.create())) {
            Child writer = pipeline.newWriter();
            Child agents = pipeline.newAgents(lab, SERIES);
            writer.ask("start");
            agents.ask("run " + INTERVAL_MILLIS);
            boolean held = true;
            for (int count = STEP; held && count <= MOST; count += STEP) {
                agents.ask("add " + STEP);
                Step step = watch(pipeline, writer, agents, count);
                Lab.say(
                        "%d agents: %s, %.1f s behind, gateway %.0f MiB, writer %.0f MiB",
                        count, step.held() ? "held" : "lag grows", step.lagSeconds(), step.gateway(), step.writer());
                steps.add(step);
                held = step.held();
            }
        }
        return rows(steps);
    }

    private static Step watch(Pipeline pipeline, Child writer, Child agents, int count)
            throws IOException, InterruptedException {
        double rate = count * SERIES * 1_000.0 / INTERVAL_MILLIS;
        // New agents bring new series, which takes longer once; the first interval is part of that.
        long settled = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS + 2_000);
        while (Pipeline.behind(writer, agents) > rate * Pipeline.USUAL_SECONDS && System.nanoTime() < settled) {
            TimeUnit.SECONDS.sleep(1);
        }
        long before = Pipeline.behind(writer, agents);
        TimeUnit.SECONDS.sleep(WATCH_SECONDS);
        long after = Pipeline.behind(writer, agents);
        boolean held = after <= rate * Pipeline.USUAL_SECONDS || after < before * 0.8;
        return new Step(count, held, after / rate, pipeline.gateway().residentMebibytes(), writer.residentMebibytes());
    }

    private static List<Row> rows(List<Step> steps) {
        Step best = new Step(0, true, 0, 0, 0);
        StringBuilder seen = new StringBuilder();
        for (Step step : steps) {
            best = step.held() ? step : best;
            seen.append(String.format(
                    "%s%,d agents %.1f s behind", seen.isEmpty() ? "" : ", ", step.agents(), step.lagSeconds()));
        }
        Step memory = best.agents() == 0 ? steps.getLast() : best;
        String at = " at " + Numbers.grouped(memory.agents()) + " agents";
        return List.of(
                new Row(
                        "agents at 15 s and 1,000 series before lag grows",
                        Numbers.grouped(best.agents()),
                        "",
                        "",
                        "≥ 1,000",
                        Row.Verdict.of(best.agents() >= 1_000),
                        "steps of " + STEP + ": " + seen
                                + ". Agents, broker, gateway, writer and database share this machine."),
                new Row(
                        "gateway, resident memory" + at,
                        Numbers.one(memory.gateway()) + " MiB",
                        "",
                        "",
                        "≤ 256 MiB",
                        Row.Verdict.of(memory.gateway() <= 256),
                        "with " + String.join(" ", Pipeline.SMALL) + " and " + Child.ENVIRONMENT + "."),
                new Row(
                        "writer, resident memory" + at,
                        Numbers.one(memory.writer()) + " MiB",
                        "",
                        "",
                        "≤ 256 MiB",
                        Row.Verdict.of(memory.writer() <= 256),
                        ""));
    }
}
