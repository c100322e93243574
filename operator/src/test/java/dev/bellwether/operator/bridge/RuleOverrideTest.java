package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleOverrideTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load > 5 | 8 | load > 8",
                "5 < load | 8 | 8 < load",
                "(sum by (a) (rate(x[5m])) > 0.5) | 2.25 | (sum by (a) (rate(x[5m])) > 2.25)",
                "a / b < -1 | -0.5 | a / b < -0.5",
                "load > (5) | 8 | load > 8",
                "load > bool 5 | 8 | load > bool 8"
            })
    void aThresholdReplacesTheNumberOfTheOutermostComparison(String expression, double threshold, String changed) {
        assertThat(override(threshold, null, null).applied(rule(expression)).expression())
                .isEqualTo(changed);
    }

    @ParameterizedTest
    @CsvSource({"up", "a > b", "a > 5 and b > 6"})
    void whereThereIsNoSuchNumberTheOverrideIsRefused(String expression) {
        assertThatThrownBy(() -> override(8.0, null, null).applied(rule(expression)))
                .hasMessage("the override's threshold is 8.0, but the outermost operator of the expression compares"
                        + " with no number");
    }

    @Test
    void severityAndForAreReplacedAndTheRestStays() {
        // when
        AlertRule changed =
                (AlertRule) override(null, "page", Duration.ofMinutes(7)).applied(rule("load   >  5"));

        // then
        assertThat(changed.labels().toMap()).containsEntry("severity", "page").containsEntry("team", "a");
        assertThat(changed.holdFor()).isEqualTo(Duration.ofMinutes(7));
        assertThat(changed.expression()).isEqualTo("load   >  5");
    }

    @Test
    void aRuleIsNamedByItsNameOrItsUid() {
        assertThat(new RuleOverride("high", null, null, null, true).concerns(rule("up")))
                .isTrue();
        assertThat(new RuleOverride("shop/high", null, null, null, true).concerns(rule("up")))
                .isTrue();
        assertThat(new RuleOverride("hig", null, null, null, true).concerns(rule("up")))
                .isFalse();
    }

    private static RuleOverride override(
            @Nullable Double threshold, @Nullable String severity, @Nullable Duration holdFor) {
        return new RuleOverride("high", threshold, severity, holdFor, false);
    }

    private static Rule rule(String expression) {
        return ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: AlertRule
                        metadata: {name: high, namespace: shop}
                        spec: {expr: '%s', for: 1m, labels: {team: a}, severity: info}
                        """.formatted(expression)).rules().getFirst();
    }
}
