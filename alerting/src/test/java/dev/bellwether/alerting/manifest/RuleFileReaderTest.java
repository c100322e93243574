package dev.bellwether.alerting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileReaderTest {
    @Test
    void groupsOfRulesAreRead() {
        // when
        RuleFile file = RuleFileReader.read("r.yml", """
                groups:
                  - name: cpu
                    interval: 30s
                    query_offset: 1m
                    limit: 10
                    labels: {team: infra, severity: none}
                    rules:
                      - record: job:cpu:rate5m
                        expr: sum by (job) (rate(cpu_seconds_total[5m]))
                        labels: {level: job}
                      - alert: HighCpu
                        expr: job:cpu:rate5m > 0.9
                        for: 5m
                        keep_firing_for: 2m
                        labels: {severity: page}
                        annotations: {summary: "{{ $labels.job }} is busy"}
                """);

        // then
        assertThat(file.errors()).isEmpty();
        assertThat(file.size()).isEqualTo(2);
        RuleFile.Group group = file.groups().getFirst();
        assertThat(group.name()).isEqualTo("cpu");
        assertThat(group.rules().get(0))
                .isEqualTo(new RuleFile.LocatedRule(
                        new RecordingRule(
                                "r.yml;cpu;job:cpu:rate5m",
                                "job:cpu:rate5m",
                                "sum by (job) (rate(cpu_seconds_total[5m]))",
                                Labels.of("team", "infra", "severity", "none", "level", "job"),
                                schedule(0)),
                        8,
                        9));
        assertThat(group.rules().get(1).rule())
                .isEqualTo(new AlertRule(
                        "r.yml;cpu;HighCpu",
                        "HighCpu",
                        "job:cpu:rate5m > 0.9",
                        schedule(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2),
                        AlertRule.NoData.Resolve,
                        AlertRule.Mode.Active,
                        Labels.of("team", "infra", "severity", "page"),
                        Map.of("summary", "{{ $labels.job }} is busy")));
    }

    private static RuleSchedule schedule(int position) {
        return new RuleSchedule(
                "r.yml;cpu", position, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ZERO, 10);
    }

    @Test
    void aPrometheusRuleObjectIsRead() {
        // when
        RuleFile file = RuleFileReader.read("r.yml", """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: x}
                spec:
                  groups:
                    - name: g
                      rules: [{record: a, expr: b}]
                """);

        // then
        assertThat(file.errors()).isEmpty();
        assertThat(file.size()).isEqualTo(1);
    }

    @Test
    void rulesOfOneNameHaveUidsOfTheirOwn() {
        // when
        RuleFile file =
                RuleFileReader.read("r.yml", "groups: [{name: g, rules: [{alert: A, expr: a}, {alert: A, expr: b}]}]");

        // then
        assertThat(file.groups().getFirst().rules())
                .extracting(located -> located.rule().uid())
                .containsExactly("r.yml;g;A", "r.yml;g;A;2");
    }

    @Test
    void emptyFilesAndEmptySectionsAreGood() {
        for (String text : List.of("", "groups:", "groups: []", "groups: [{name: a}, {name: b, rules: , labels: }]")) {
            assertThat(RuleFileReader.read("r.yml", text).errors()).as(text).isEmpty();
        }
    }

    private record Case(String text, String error) {}

    @ParameterizedTest
    @MethodSource
    void whatIsWrongHasAPlace(Case wrong) {
        assertThat(RuleFileReader.read("r.yml", wrong.text()).errors())
                .extracting(ManifestError::toString)
                .containsExactly(wrong.error());
    }

    static List<Case> whatIsWrongHasAPlace() {
        return List.of(
                rule("record: a, exp: b", "1:40: groups[0].rules[0].exp is unknown; did you mean \"expr\"?", "expr: c"),
                rule("record: a", "1:28: groups[0].rules[0].expr is missing", ""),
                rule("expr: a", "1:28: groups[0].rules[0].record is missing, one of record and alert is needed", ""),
                rule(
                        "record: a, alert: b, expr: c",
                        "1:47: groups[0].rules[0].alert and record stand in one rule, only one of them is allowed",
                        ""),
                rule(
                        "record: a, expr: c, for: 1m",
                        "1:54: groups[0].rules[0].for stands in a recording rule, only alerts have it",
                        ""),
                rule(
                        "record: 'a{b}', expr: c",
                        "1:37: groups[0].rules[0].record is \"a{b}\", a metric's name has no braces; should it be in"
                                + " expr?",
                        ""),
                rule(
                        "alert: a, expr: c, for: 5x",
                        "1:53: groups[0].rules[0].for is \"5x\": unknown unit \"x\" in duration \"5x\"",
                        ""),
                rule("alert: a, expr: 'sum(foo'", "1:53: groups[0].rules[0].expr: unclosed left parenthesis", ""),
                rule(
                        "alert: a, expr: 'raet(foo[5m])'",
                        "1:46: groups[0].rules[0].expr: unknown function with name \"raet\"; did you mean \"rate\"?",
                        ""),
                new Case(
                        "groups: [{name: g}, {name: g}]",
                        "r.yml:1:28: groups[1].name is \"g\", which is repeated in this file"),
                new Case("groups: [{rules: []}]", "r.yml:1:10: groups[0].name is missing"),
                new Case(
                        "groups: [{name: g, limit: -1}]",
                        "r.yml:1:27: groups[0].limit is \"-1\": at least 0 is needed"),
                new Case("groups: 5", "r.yml:1:9: groups is \"5\", a list is needed"),
                new Case("group: []", "r.yml:1:1: group is unknown; did you mean \"groups\"?"),
                new Case("kind: ConfigMap", "r.yml:1:7: kind is \"ConfigMap\", allowed is PrometheusRule"));
    }

    private static Case rule(String text, String error, String more) {
        String rest = more.isEmpty() ? "" : ", " + more;
        return new Case("groups: [{name: g, rules: [{" + text + rest + "}]}]", "r.yml:" + error);
    }

    @Test
    void placesInExpressionsAreThoseOfTheFileWhateverTheStyle() {
        // given
        String block = """
                groups:
                  - name: g
                    rules:
                      - alert: literal
                        expr: |
                          sum(
                            foo{a=b}
                          )
                      - alert: folded
                        expr: >-
                          sum(foo) +
                          bar{a=b}
                      - alert: quoted
                        expr: "foo{x=\\"y\\"} + bar{a=b}"
                      - alert: plain
                        expr: foo +
                          bar(a)
                """;

        // when
        List<ManifestError> errors = RuleFileReader.read("r.yml", block).errors();

        // then
        assertThat(errors)
                .extracting(error -> error.line() + ":" + error.column())
                .containsExactly("7:19", "12:17", "14:37", "17:11");
    }

    @Test
    void whatIsNoYamlIsSaid() {
        assertThat(RuleFileReader.read("r.yml", "groups:\n  - name: [a").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).startsWith("not YAML: "));
    }
}
