package dev.bellwether.alerting.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFileReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertRuleTestTest {
    private static final String RULES = """
            groups:
              - name: g
                rules:
                  - record: job:load:max
                    expr: max by (job) (load)
                  - alert: HighLoad
                    expr: job:load:max > 5
                    for: 2m
                    keep_firing_for: 2m
                    labels:
                      severity: page
                      where: "{{ $externalLabels.cluster }}"
                    annotations:
                      summary: "{{ $labels.job }} has {{ $value }} ({{ query \\"count(load)\\" | first | value }}) {{ $externalURL }}"
            """;

    private static List<String> failures(String test) {
        RuleFile rules = RuleFileReader.read("rules.yml", RULES);
        assertThat(rules.errors()).isEmpty();
        UnitTestFile file = UnitTestReader.read("test.yml", test);
        assertThat(file.errors()).isEmpty();
        List<String> failures = new ArrayList<>();
        UnitTestRunner runner = UnitTestRunner.of(file, rules.groups());
        file.tests().forEach(each -> failures.addAll(runner.run(each)));
        return failures;
    }

    private static final String HEAD = """
            tests:
              - interval: 1m
                external_labels: {cluster: eu}
                external_url: http://x
                input_series:
                  - {series: 'load{job="a",host="1"}', values: '1 6 7 8 9 1 1 1 1 1 1'}
                  - {series: 'load{job="a",host="2"}', values: '1x10'}
            """;

    @Test
    void alertsArePendingThenFireThenKeepFiringThenResolve() {
        assertThat(failures(HEAD + """
                alert_rule_test:
                  - {eval_time: 2m, alertname: HighLoad}
                  - eval_time: 3m
                    alertname: HighLoad
                    exp_alerts:
                      - exp_labels: {job: a, severity: page, where: eu}
                        exp_annotations: {summary: 'a has 8 (2) http://x'}
                  - eval_time: 6m30s
                    alertname: HighLoad
                    exp_alerts:
                      - exp_labels: {job: a, severity: page, where: eu}
                        exp_annotations: {summary: 'a has 9 (2) http://x'}
                  - {eval_time: 7m, alertname: HighLoad}
                promql_expr_test:
                  - expr: count(ALERTS{alertstate="firing"}) or vector(0)
                    eval_time: 7m
                    exp_samples: [{labels: '{}', value: 0}]
            """)).isEmpty();
    }

    @Test
    void whatDiffersIsShownWithBothSides() {
        // when
        List<String> failures = failures(HEAD + """
                alert_rule_test:
                  - eval_time: 4m
                    alertname: HighLoad
                    exp_alerts: [{exp_labels: {job: b}}]
                  - {eval_time: 4m, alertname: Nothing}
            """);

        // then
        assertThat(failures)
                .singleElement()
                .asString()
                .contains(
                        "alertname: HighLoad, time: 4m",
                        "- Labels:{alertname=\"HighLoad\", job=\"b\"}",
                        "+ Labels:{alertname=\"HighLoad\", job=\"a\", severity=\"page\", where=\"eu\"}",
                        "Annotations:{summary=\"a has 9 (2) http://x\"}");
    }

    @Test
    void anExpectationNeedsAName() {
        UnitTestFile file = UnitTestReader.read("t.yml", "tests: [{alert_rule_test: [{eval_time: 1m}]}]");

        assertThat(file.errors()).singleElement().asString().contains("alert_rule_test[0].alertname is missing");
    }
}
