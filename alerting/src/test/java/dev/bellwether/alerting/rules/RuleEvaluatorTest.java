package dev.bellwether.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.state.Evaluation;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleEvaluatorTest {
    private static final Duration LOOKBACK = Duration.ofMinutes(5);
    private static final long NOW = 1_700_000_000_000L;

    private final InMemorySeries series = new InMemorySeries();
    private final QueryEngine queries = new QueryEngine(QueryOptions.DEFAULT);
    private final RuleEvaluator evaluator = new RuleEvaluator(
            queries,
            series,
            matchers -> Stream.<SeriesActivity.ObservedSeries>empty(),
            new TemplateTexts(queries, series, Labels.EMPTY, ""),
            LOOKBACK);

    @Test
    void templatesSeeTheElementsLabelsAlsoWhereTheRulesHideThem() {
        // given
        series.add(Labels.of("__name__", "load", "team", "blue", "instance", "a"), NOW, 7);
        AlertRule rule = rule(
                Labels.of("team", "red", "severity", "warning"),
                "{{ $labels.team }} on {{ $labels.instance }}: {{ $value }}{{ $labels.severity }}");

        // when
        Evaluation evaluation = evaluator.evaluate(CompiledRule.compile(rule, LOOKBACK), NOW);

        // then
        Labels alert = Labels.of("alertname", "Load", "instance", "a", "severity", "warning", "team", "red");
        assertThat(evaluation.values()).containsOnlyKeys(alert);
        assertThat(evaluator.annotations(rule, alert, 7, NOW)).containsExactly(Map.entry("text", "blue on a: 7"));
    }

    @Test
    void withoutTheElementTheAlertsOtherLabelsAreSeen() {
        AlertRule rule = rule(Labels.of("team", "red"), "{{ $labels.team }}{{ $labels.instance }}");
        Labels alert = Labels.of("alertname", "Load", "instance", "a", "team", "red");

        assertThat(evaluator.annotations(rule, alert, 7, NOW)).containsExactly(Map.entry("text", "a"));
    }

    private static AlertRule rule(Labels labels, String text) {
        return new AlertRule(
                "default/Load",
                "Load",
                "load > 4",
                RuleSchedule.alone("default/Load"),
                Duration.ZERO,
                Duration.ZERO,
                AlertRule.NoData.KeepState,
                AlertRule.Mode.Active,
                labels,
                Map.of("text", text));
    }
}
