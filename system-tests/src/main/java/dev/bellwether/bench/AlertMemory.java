package dev.bellwether.bench;

import java.util.List;

/** What the alert engine keeps in memory for many rules with windows over many series. */
final class AlertMemory implements Figure {
    private static final int AGENTS = 100;
    private static final int METRICS = 1_000;
    private static final int AGENTS_OF_RULE = 10;
    private static final int RULES = METRICS * AGENTS / AGENTS_OF_RULE;
    private static final int TICKS = 20;
    private static final int STEP_MILLIS = 15_000;
    private static final long TARGET_BYTES = 1L << 30;
    private static final List<String> FLAGS = List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    @Override
    public String name() {
        return "alert-memory";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        try (AlertPipeline pipeline = AlertPipeline.start(lab.scratch(name()), FLAGS, rules());
                SyntheticSeries series = new SyntheticSeries(AGENTS, METRICS)) {
            pipeline.awaitRules(RULES);
            long empty = Long.parseLong(pipeline.engine().ask("heap"));
            long start = System.currentTimeMillis() - (long) TICKS * STEP_MILLIS;
            for (int tick = 0; tick < TICKS; tick++) {
                series.pushAll(List.of(pipeline.writeUrl()), start + (long) tick * STEP_MILLIS);
            }
            pipeline.awaitRest();
            long heap = Long.parseLong(pipeline.engine().ask("heap"));
            int count = AGENTS * METRICS;
            return List.of(new Row(
                    "alert engine's heap after collection, 10,000 rules, 5-minute windows over 100,000 series",
                    Numbers.grouped(heap / 1_048_576.0) + " MiB, " + Numbers.grouped((double) (heap - empty) / count)
                            + " B a series",
                    Numbers.grouped(empty / 1_048_576.0) + " MiB with the rules alone",
                    "",
                    "≤ 1 GiB",
                    Row.Verdict.of(heap <= TARGET_BYTES),
                    "each rule is an average over five minutes of " + AGENTS_OF_RULE + " series; " + TICKS
                            + " samples of each series, 15 s apart. Resident memory was "
                            + Numbers.grouped(pipeline.engine().residentMebibytes()) + " MiB."));
        }
    }

    private static String rules() {
        StringBuilder yaml = new StringBuilder("groups:\n");
        for (int metric = 0; metric < METRICS; metric++) {
            yaml.append("  - name: ").append(SyntheticSeries.metric(metric)).append("\n    rules:\n");
            for (int decade = 0; decade < AGENTS / AGENTS_OF_RULE; decade++) {
                yaml.append("      - alert: High").append(decade).append("\n        expr: avg_over_time(");
                yaml.append(SyntheticSeries.metric(metric)).append("{instance=~\"agent-0");
                yaml.append(decade).append(".\"}[5m]) > 1000\n");
            }
        }
        return yaml.toString();
    }
}
