package dev.bellwether.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up == 0 | 5m",
                "rate(up[10m]) > 0 | 15m",
                "up offset 1h > 0 | 65m",
                "up offset -1h > 0 | 5m",
                "max_over_time(rate(up[5m])[30m:1m]) > 0 | 40m",
                "up > 0 and rate(up[2m] offset 10m) > 1 | 17m",
                "vector(1) | 0s",
                "topk(scalar(a), b) | 5m",
            })
    void theWindowReachesAsFarBackAsAnEvaluationReads(String expression, String window) {
        assertThat(compile(expression).window()).isEqualTo(PromqlDuration.parse(window.strip()));
    }

    @Test
    void aRuleNeedsTheSeriesOfEachOfItsSelectors() {
        CompiledRule rule = compile("a{job=\"x\"} > 1 and on (instance) {__name__=~\"b|c\"}");

        assertThat(rule.needs(Labels.of("__name__", "a", "job", "x"))).isTrue();
        assertThat(rule.needs(Labels.of("__name__", "a", "job", "y"))).isFalse();
        assertThat(rule.needs(Labels.of("__name__", "c"))).isTrue();
        assertThat(rule.needs(Labels.of("__name__", "d"))).isFalse();
    }

    private static CompiledRule compile(String expression) {
        return CompiledRule.compile(
                new AlertRule(
                        "default/test",
                        "test",
                        expression,
                        RuleSchedule.alone("default/test"),
                        Duration.ZERO,
                        Duration.ZERO,
                        NoData.KeepState,
                        AlertRule.Mode.Active,
                        Labels.EMPTY,
                        Map.of()),
                Duration.ofMinutes(5));
    }
}
