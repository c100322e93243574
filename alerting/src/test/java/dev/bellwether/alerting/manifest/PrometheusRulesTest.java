package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusRulesTest {
    private static final String GROUPS = """
            groups:
            - name: node
              interval: 30s
              limit: 20
              query_offset: 1m
              labels: {team: infra, severity: info}
              rules:
              - record: instance:load:avg
                expr: avg by (instance) (node_load1)
              - alert: HighLoad
                expr: instance:load:avg > 4
                for: 5m
                keep_firing_for: 1m
                labels: {severity: critical}
                annotations: {summary: 'load of {{ $labels.instance }}'}
              - alert: HighLoad
                expr: instance:load:avg > 40
            """;

    @Test
    void aRuleFileIsReadAsItIs() {
        Manifests manifests = ManifestReader.read("node.rules.yaml", GROUPS);

        assertThat(manifests.errors()).isEmpty();
        String group = "file/node.rules/node";
        assertThat(manifests.rules())
                .containsExactly(
                        new RecordingRule(
                                group + "/instance:load:avg",
                                "instance:load:avg",
                                "avg by (instance) (node_load1)",
                                Labels.of("severity", "info", "team", "infra"),
                                schedule(group, 0)),
                        new AlertRule(
                                group + "/HighLoad",
                                "HighLoad",
                                "instance:load:avg > 4",
                                schedule(group, 1),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(1),
                                NoData.Resolve,
                                AlertRule.Mode.Active,
                                Labels.of("severity", "critical", "team", "infra"),
                                Map.of("summary", "load of {{ $labels.instance }}")),
                        new AlertRule(
                                group + "/HighLoad#2",
                                "HighLoad",
                                "instance:load:avg > 40",
                                schedule(group, 2),
                                Duration.ZERO,
                                Duration.ZERO,
                                NoData.Resolve,
                                AlertRule.Mode.Active,
                                Labels.of("severity", "info", "team", "infra"),
                                Map.of()));
    }

    private static RuleSchedule schedule(String group, int position) {
        return new RuleSchedule(group, position, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ZERO, 20);
    }

    @Test
    void aPrometheusRuleObjectIsReadWithWhatTheServerAdds() {
        Manifests manifests = ManifestReader.read("object.yaml", """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: kube
                  namespace: monitoring
                  uid: 1-2-3
                  resourceVersion: "7"
                  labels: {prometheus: k8s}
                  annotations: {bellwether.dev/no-data: KeepState, other: x}
                spec:
                  groups:
                  - name: up
                    rules:
                    - alert: Down
                      expr: up == 0
                status: {x: y}
                """);

        assertThat(manifests.errors()).isEmpty();
        AlertRule rule = (AlertRule) manifests.rules().getFirst();
        assertThat(rule.uid()).isEqualTo("monitoring/kube/up/Down");
        assertThat(rule.noData()).isEqualTo(NoData.KeepState);
        assertThat(rule.schedule().interval()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expr: avg by (instance) (node_load1) | expr: avg by ( | 9:11 | groups[0].rules[0].expr",
                "- record: instance:load:avg | - recrd: instance:load:avg | 8:5 | neither record nor alert",
                "expr: avg by (instance) (node_load1) | for: 5m | 8:5 | groups[0].rules[0].for is not allowed",
                "keep_firing_for: 1m | keep_fireing_for: 1m | 13:5 | did you mean \"keep_firing_for\"?",
            })
    void oneBadRuleHurtsItselfAlone(String good, String bad, String place, String message) {
        Manifests manifests = ManifestReader.read("node.yaml", GROUPS.replace(good.strip(), bad.strip()));

        assertThat(manifests.rules()).hasSize(2);
        assertThat(manifests.invalid()).hasSize(1);
        assertThat(manifests.errors())
                .extracting(ManifestError::toString)
                .anySatisfy(error -> assertThat(error)
                        .startsWith("node.yaml:" + place.strip() + ":")
                        .contains(message.strip()));
    }

    @Test
    void whatIsWrongWithAGroupIsWrongWithEachOfItsRules() {
        Manifests manifests = ManifestReader.read("node.yaml", GROUPS.replace("interval: 30s", "interval: often"));

        assertThat(manifests.rules()).isEmpty();
        assertThat(manifests.invalid()).hasSize(3);
        assertThat(manifests.errors()).hasSize(1);
    }

    @Test
    void uidsStayWhenOtherRulesGo() {
        String fewer = GROUPS.replace("""
              - record: instance:load:avg
                expr: avg by (instance) (node_load1)
            """, "");

        assertThat(ManifestReader.read("n.yaml", fewer).rules())
                .extracting(Rule::uid)
                .containsExactly("file/n/node/HighLoad", "file/n/node/HighLoad#2");
    }
}
