package dev.bellwether.bench;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.evaluation.PreparedQuery;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How often a second one core evaluates a rule's expression over series in memory. */
final class RuleEvaluationSpeed implements Figure {
    private static final int SERIES = 10;
    private static final int OTHER_METRICS = 100;
    private static final long STEP_MILLIS = 15_000;
    private static final int TICKS = 240;
    private static final int ROUNDS = 7;
    private static final long WARM_NANOS = 4_000_000_000L;
    private static final long ROUND_NANOS = 700_000_000L;
    private static final int EVALUATIONS_BETWEEN_LOOKS = 500;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private record Rule(String query, double toReach) {}

    @Override
    public String name() {
        return "evaluations";
    }

    @Override
    public boolean needsTrace() {
        return false;
    }

    @Override
    public List<Row> measure(Lab lab) {
        InMemorySeries series = series();
        QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);
        List<Row> rows = new ArrayList<>();
        for (Rule rule : List.of(
                new Rule("usage_ratio{job=\"node\",mode!=\"idle\"} > 0.1", 90_000),
                new Rule("rate(requests_total[5m]) > 0.5", 20_000))) {
            rows.add(measure(rule, engine, series));
        }
        return rows;
    }

    private Row measure(Rule rule, QueryEngine engine, InMemorySeries series) {
        PreparedQuery query = engine.prepare(PromqlParser.parse(rule.query, ParserOptions.ALL));
        Lab.say("evaluates %s", rule.query);
        run(query, series, WARM_NANOS);
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[round] = run(query, series, ROUND_NANOS);
        }
        Arrays.sort(rates);
        double median = rates[ROUNDS / 2];
        return new Row(
                "evaluations per second and core, " + rule.query.replaceAll("\\{.*}", "{…}"),
                Numbers.grouped(median),
                "",
                "",
                "≥ " + Numbers.grouped(rule.toReach),
                Row.Verdict.of(median >= rule.toReach),
                "a prepared query over " + SERIES + " series at 15 s in memory, at times that advance; each evaluation"
                        + " gives " + SERIES + " elements. CPU time of one thread, median of " + ROUNDS + " rounds.");
    }

    /** Evaluates for a time; gives evaluations per second of CPU. */
    private double run(PreparedQuery query, InMemorySeries series, long nanos) {
        long begun = threads.getCurrentThreadCpuTime();
        long evaluations = 0;
        long spent = 0;
        while (spent < nanos) {
            for (int i = 0; i < EVALUATIONS_BETWEEN_LOOKS; i++) {
                long time = (TICKS / 2 + evaluations++ % (TICKS / 2)) * STEP_MILLIS + 1;
                QueryResult result = query.instant(time, series);
                if (!(result instanceof QueryResult.InstantVector vector)
                        || vector.samples().size() != SERIES) {
                    throw new IllegalStateException("expected " + SERIES + " elements, got " + result);
                }
            }
            spent = threads.getCurrentThreadCpuTime() - begun;
        }
        return evaluations * 1e9 / spent;
    }

    private static InMemorySeries series() {
        InMemorySeries series = new InMemorySeries();
        for (int i = 0; i < SERIES; i++) {
            String instance = "node-" + i + ":9100";
            Labels usage = labels("usage_ratio", instance, "mode", "user");
            Labels requests = labels("requests_total", instance, "code", "200");
            for (int tick = 0; tick <= TICKS; tick++) {
                series.add(usage, tick * STEP_MILLIS, 0.2 + (tick + i) % 10 / 20.0);
                series.add(requests, tick * STEP_MILLIS, tick * (15.0 + i));
                for (int other = 0; other < OTHER_METRICS; other++) {
                    if (tick % 20 == 0) {
                        series.add(labels("other_" + other, instance, "mode", "user"), tick * STEP_MILLIS, tick);
                    }
                }
            }
        }
        return series;
    }

    private static Labels labels(String name, String instance, String label, String value) {
        return Labels.of(
                "__name__",
                name,
                "cluster",
                "main",
                "instance",
                instance,
                "job",
                "node",
                label,
                value,
                "namespace",
                "x");
    }
}
