package dev.bellwether.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleShapeTest {
    @ParameterizedTest
    @ValueSource(strings = {"up == 0", "(up) == (0)", "0 < up", "node_load1{job=\"x\"} > -1.5", "up != +1"})
    void aComparisonOfASelectorWithANumberIsAThreshold(String expression) {
        assertThat(shape(expression)).isInstanceOf(RuleShape.Threshold.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up == bool 0",
                "rate(errors_total[5m]) > 1",
                "abs(up - 1) > 0.5",
                "-up",
                "up * 2 + 1",
                "time() - boot_time_seconds > 3600",
                "predict_linear(free[1h], 4 * 3600) < 0",
                "quantile_over_time(0.9, latency[5m]) > 1",
                "clamp(up, 0, 1) == 0",
                "up"
            })
    void anExpressionOverOneSelectorTreatsEachSeriesByItself(String expression) {
        assertThat(shape(expression)).isInstanceOf(RuleShape.Elementwise.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(up) > 1",
                "up == up",
                "absent(up)",
                "absent_over_time(up[5m])",
                "up offset 5m > 1",
                "up @ 100 > 1",
                "{job=\"x\"} > 1",
                "{__name__=~\"a|b\"} > 1",
                "max_over_time(rate(x[1m])[5m:]) > 1",
                "label_replace(up, \"a\", \"b\", \"c\", \"d\") > 1",
                "histogram_quantile(0.9, rate(x_bucket[5m])) > 1",
                "topk(3, up) > 0",
                "up > scalar(limit)",
                "vector(1) > 0",
                "1 > bool 0",
                "up and on (job) down"
            })
    void anythingElseIsEvaluatedAsAWhole(String expression) {
        assertThat(shape(expression)).isInstanceOf(RuleShape.Whole.class);
    }

    @Test
    void anOffsetOfTheRuleMakesItWhole() {
        RuleSchedule late = new RuleSchedule("g", 0, Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO, 0);

        assertThat(compile("up == 0", late).shape()).isInstanceOf(RuleShape.Whole.class);
    }

    @ParameterizedTest
    @CsvSource({
        "up > 1, 2, true", "up > 1, 1, false", "1 > up, 0, true", "up >= 1, 1, true", "up == 1, 1, true",
        "up != 1, 1, false", "up < 1, NaN, false", "up != 1, NaN, true", "up <= 1, 1, true", "-1 <= up, -2, false"
    })
    void aThresholdHoldsAsTheComparisonDoes(String expression, double value, boolean holds) {
        assertThat(((RuleShape.Threshold) shape(expression)).holds(value)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"sum(up) > 3, 3", "-2 < up, -2", "(rate(x[5m])) >= (0.5), 0.5", "up == bool 0, 0"})
    void theThresholdIsTheNumberThatTheOutermostOperatorComparesWith(String expression, double threshold) {
        assertThat(compile(expression, RuleSchedule.alone("g")).threshold()).isEqualTo(threshold);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "up > down", "up + 1", "up > 1 and up < 3", "absent(up)"})
    void otherExpressionsHaveNoThreshold(String expression) {
        assertThat(compile(expression, RuleSchedule.alone("g")).threshold()).isNull();
    }

    private static RuleShape shape(String expression) {
        return compile(expression, RuleSchedule.alone("g")).shape();
    }

    private static CompiledRule compile(String expression, RuleSchedule schedule) {
        return CompiledRule.compile(
                new RecordingRule("g/r", "r", expression, Labels.EMPTY, schedule), Duration.ofMinutes(5));
    }
}
