package dev.bellwether.alerting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.backtest.BacktestResult.Transition;
import dev.bellwether.alerting.replay.AlertReplay;
import dev.bellwether.alerting.replay.ReplayContext;
import dev.bellwether.alerting.replay.SeriesPresence;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.template.PromqlQuery;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BacktestTest {
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final QueryEngine ENGINE = new QueryEngine(QueryOptions.DEFAULT);

    private static AlertRule rule(String expression, Duration holdFor, Duration keepFiringFor, NoData noData) {
        return new AlertRule(
                "ns/load",
                "Load",
                expression,
                RuleSchedule.alone("ns/load"),
                holdFor,
                keepFiringFor,
                noData,
                Mode.Active,
                Labels.of("severity", "page"),
                Map.of("summary", "{{ $labels.host }} has {{ $value }}"));
    }

    private static BacktestRange range(long startMillis, long endMillis) {
        return new BacktestRange(Instant.ofEpochMilli(startMillis), Instant.ofEpochMilli(endMillis), STEP);
    }

    private static BacktestResult run(InMemorySeries series, AlertRule rule, BacktestRange range) {
        return new Backtest(ENGINE, series, Labels.EMPTY, "").run(rule, range, BacktestProgress.NONE);
    }

    @Test
    void firingsAreCountedAndTheirTimeIsSummed() {
        // given
        InMemorySeries series = new InMemorySeries();
        Labels load = Labels.of("__name__", "load", "host", "a");
        for (int i = 0; i <= 40; i++) {
            series.add(load, i * 15_000L, i >= 4 && i < 12 || i >= 20 && i < 24 || i >= 38 ? 9 : 1);
        }

        // when
        BacktestResult result = run(
                series, rule("load > 5", Duration.ofSeconds(30), Duration.ZERO, NoData.KeepState), range(0, 600_000));

        // then
        assertThat(result.evaluations()).isEqualTo(41);
        assertThat(result.failedEvaluations()).isZero();
        assertThat(result.firings()).isEqualTo(3);
        assertThat(result.mostFiring()).isEqualTo(1);
        assertThat(result.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "Load", "host", "a", "severity", "page"));
            assertThat(alert.firing()).isEqualTo(Duration.ofSeconds(90 + 30));
            assertThat(alert.longest()).isEqualTo(Duration.ofSeconds(90));
            assertThat(alert.stillFiring()).isTrue();
        });
        assertThat(result.transitions().getFirst().annotations()).containsEntry("summary", "a has 9");
        assertThat(result.transitions())
                .extracting(Transition::atMillis)
                .containsExactly(90_000L, 180_000L, 330_000L, 360_000L, 600_000L);
    }

    @Test
    void progressEndsWithTheLastEvaluation() {
        // given
        InMemorySeries series = new InMemorySeries();
        List<Long> seen = new ArrayList<>();

        // when
        new Backtest(ENGINE, series, Labels.EMPTY, "")
                .run(
                        rule("load > 5", Duration.ZERO, Duration.ZERO, NoData.Resolve),
                        range(0, 15_000L * 2_499),
                        (evaluations, of, firings) -> {
                            assertThat(of).isEqualTo(2_500);
                            seen.add(evaluations);
                        });

        // then
        assertThat(seen).containsExactly(1_000L, 2_000L, 2_500L);
    }

    @Test
    void evaluationsThatFailAreCountedAndTheOthersGoOn() {
        // given
        InMemorySeries series = new InMemorySeries();
        for (int i = 0; i < 40; i++) {
            series.add(Labels.of("__name__", "load", "host", "a", "core", "1"), i * 15_000L, 9);
        }
        series.add(Labels.of("__name__", "load", "host", "a", "core", "2"), 300_000, 9);
        series.add(Labels.of("__name__", "load", "host", "a", "core", "2"), 315_000, SpecialValues.STALE);

        // when
        BacktestResult result = run(
                series,
                rule("load * on(host) load > 5", Duration.ZERO, Duration.ZERO, NoData.Resolve),
                range(0, 585_000));

        // then
        assertThat(result.failedEvaluations()).isEqualTo(1);
        assertThat(result.firstFailure()).startsWith("at 1970-01-01T00:05:00Z: ");
        assertThat(result.firings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(NoData.class)
    void transitionsAreThoseOfEvaluationsOneByOne(NoData noData) {
        String[] expressions = {
            "load > 5",
            "rate(load[1m]) > 0.05",
            "sum by (host) (load) > 8",
            "load > 5 and on() (vector(time()) % 60 < 30)",
            "absent(load{host=\"h1\"})",
            "avg_over_time(load[1m:15s]) > 4",
            "load > bool 5 == 1",
            "load - load @ start() > 3",
            "count(load) > 2"
        };
        for (int seed = 0; seed < 27; seed++) {
            // given
            Random random = new Random(seed);
            InMemorySeries series = randomSeries(random);
            AlertRule rule = rule(
                    expressions[seed % expressions.length],
                    Duration.ofSeconds(15L * random.nextInt(4)),
                    Duration.ofSeconds(15L * random.nextInt(4)),
                    noData);

            // when
            BacktestResult result = run(series, rule, range(0, 1_200 * 15_000L));

            // then
            assertThat(result.transitions())
                    .as("%s, seed %s", rule.expression(), seed)
                    .isEqualTo(oneByOne(series, rule, 0, 1_200 * 15_000L));
        }
    }

    private static InMemorySeries randomSeries(Random random) {
        InMemorySeries series = new InMemorySeries();
        for (int host = 0; host < 4; host++) {
            Labels labels = Labels.of("__name__", "load", "host", "h" + host);
            double value = 4;
            for (int i = 0; i <= 1_200; i++) {
                if (random.nextInt(200) == 0) {
                    series.add(labels, i * 15_000L, SpecialValues.STALE);
                    i += random.nextInt(10);
                } else if (random.nextInt(150) == 0) {
                    i += random.nextInt(60);
                }
                value = Math.max(0, value + random.nextInt(3) - 1);
                series.add(labels, i * 15_000L, value);
            }
        }
        return series;
    }

    private static List<Transition> oneByOne(InMemorySeries series, AlertRule rule, long start, long end) {
        long lookback = QueryOptions.DEFAULT.lookbackDelta().toMillis();
        CompiledRule compiled = CompiledRule.compile(rule, QueryOptions.DEFAULT.lookbackDelta());
        AlertReplay replay = new AlertReplay(
                rule, new ReplayContext(Labels.EMPTY, "", new PromqlQuery(ENGINE, series), TemplateLimits.RULE));
        List<Transition> transitions = new ArrayList<>();
        for (long time = start; time <= end; time += STEP.toMillis()) {
            long now = time;
            List<QueryResult.Sample> elements;
            try {
                elements = ((QueryResult.InstantVector) ENGINE.instant(compiled.expression(), now, series)).samples();
            } catch (QueryException e) {
                continue;
            }
            // What is read up to now alone knows nothing of what comes later.
            List<Alert> announced = replay.next(
                    elements,
                    now,
                    (labels, at) -> SeriesPresence.read(series, compiled.selectors(), start, now, lookback)
                            .of(labels, now));
            for (Alert alert : announced) {
                transitions.add(new Transition(
                        now, alert.labels(), alert.state(), alert.value(), replay.annotations(alert.labels())));
            }
        }
        assertThat(transitions).allMatch(each -> each.state() != AlertState.PENDING);
        return transitions;
    }
}
