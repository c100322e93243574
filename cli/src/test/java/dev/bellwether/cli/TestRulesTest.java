package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRulesTest {
    private static final String RULES = """
            groups:
              - name: second
                rules:
                  - {record: "job:x:max", expr: "max by (job) (job_instance:x:rate)"}
              - name: first
                labels: {from: group}
                rules:
                  - {record: "job_instance:x:rate", expr: "rate(x_total[2m])", labels: {level: instance}}
                  - {alert: Busy, expr: "job_instance:x:rate > 1"}
            """;

    private static final String HEAD = """
            rule_files: [rules.yml]
            evaluation_interval: 1m
            group_eval_order: [first, second]
            tests:
              - interval: 1m
                name: rates
                input_series:
                  - {series: 'x_total{job="a", instance="1"}', values: '0+60x10'}
                  - {series: 'x_total{job="a", instance="2"}', values: '0+120x10'}
                promql_expr_test:
            """;

    @TempDir
    private Path directory = Path.of("");

    private final Run run = new Run();

    @BeforeEach
    void writeRules() throws IOException {
        file("rules.yml", RULES);
    }

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    record Case(String name, String test) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource
    void expectationsThatHoldPass(Case good) throws IOException {
        // given
        String tests = file("tests.yml", good.test());

        // when
        Run.Result result = run.command("test", "rules", tests);

        // then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Unit Testing:  " + tests + "\n  SUCCESS\n\n");
        assertThat(result.exitCode()).isZero();
    }

    static List<Case> expectationsThatHoldPass() {
        return List.of(
                new Case("recorded series, a group reads another's result at once", HEAD + """
                          - expr: job_instance:x:rate
                            eval_time: 4m
                            exp_samples:
                              - {labels: 'job_instance:x:rate{job="a",instance="2",level="instance",from="group"}', value: 2}
                              - {labels: 'job_instance:x:rate{job="a",instance="1",level="instance",from="group"}', value: 1}
                          - expr: job:x:max
                            eval_time: 2m
                            exp_samples: [{labels: 'job:x:max{job="a"}', value: 2.0}]
                          - {expr: job:x:max, eval_time: 0s}
                    """),
                new Case("scalars, numbers in YAML's and in Prometheus's words, not-a-number", HEAD + """
                          - {expr: 1 + 1, exp_samples: [{value: 2}]}
                          - {expr: "vector(NaN)", exp_samples: [{labels: '{}', value: NaN}]}
                          - {expr: "vector(-Inf)", exp_samples: [{value: -.inf}]}
                          - {expr: "1e3", exp_samples: [{value: 0.1e4}]}
                    """),
                new Case(
                        "numbers that differ by their last bit, with fuzzy_compare",
                        "fuzzy_compare: true\n" + HEAD + """
                          - {expr: 0.1 + 0.2, exp_samples: [{value: 0.3}]}
                    """),
                new Case("histograms", """
                    tests:
                      - interval: 1m
                        input_series:
                          - series: h
                            values: '{{schema:1 count:2 sum:3 buckets:[1 1]}}+{{schema:1 count:2 sum:3 buckets:[1 1]}}x3 _'
                        promql_expr_test:
                          - expr: h
                            eval_time: 1m
                            exp_samples:
                              - {labels: h, histogram: '{{schema:1 count:4 sum:6 buckets:[2 2]}}'}
                    """),
                new Case("staleness and gaps", """
                    tests:
                      - interval: 30s
                        input_series: [{series: s, values: '1 _x20 stale 2'}]
                        promql_expr_test:
                          - {expr: s, eval_time: 3m, exp_samples: [{labels: s, value: 1}]}
                          - {expr: s, eval_time: 6m}
                    """),
                new Case("a series that a rule no longer gives is stale", """
                    rule_files: [stale.yml, '*ules.yml']
                    tests:
                      - interval: 1m
                        input_series: [{series: s, values: '1 1 0 0'}]
                        promql_expr_test:
                          - {expr: "s:one", eval_time: 1m, exp_samples: [{labels: 's:one', value: 1}]}
                          - {expr: "s:one", eval_time: 2m}
                    """),
                new Case("subqueries without a step take the evaluation interval", """
                    evaluation_interval: 20s
                    tests:
                      - input_series: [{series: s, values: '0+1x9'}]
                        promql_expr_test:
                          - {expr: "count_over_time(s[1m:])", eval_time: 2m, exp_samples: [{labels: "{}", value: 3}]}
                    """));
    }

    @BeforeEach
    void writeStaleRules() throws IOException {
        file("stale.yml", "groups: [{name: st, rules: [{record: 's:one', expr: s == 1}]}]");
    }

    @Test
    void whatIsDifferentIsShownSideBySide() throws IOException {
        // given
        String tests = file("tests.yml", HEAD + """
                      - expr: sum by (instance) (job_instance:x:rate)
                        eval_time: 4m
                        exp_samples:
                          - {labels: '{instance="1"}', value: 1}
                          - {labels: '{instance="2"}', value: 3}
                      - {expr: nothing, eval_time: 1m, exp_samples: [{labels: '{a="b"}', value: 1}]}
                      - {expr: 'x_total[1m]', eval_time: 1m}
                """);

        // when
        Run.Result result = run.command("test", "rules", tests);

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("""
                  FAILED:
                    name: rates,
                    expr: "sum by (instance) (job_instance:x:rate)", time: 4m,
                        exp:
                            {instance="1"} 1
                          - {instance="2"} 3
                        got:
                            {instance="1"} 1
                          + {instance="2"} 2

                    expr: "nothing", time: 1m,
                        exp:
                          - {a="b"} 1
                        got: nil

                    expr: "x_total[1m]", time: 1m, err: rule result is not a vector or scalar

                """);
    }

    @Test
    void aRuleThatFailsEndsItsTest() throws IOException {
        // given
        file("rules.yml", "groups: [{name: g, limit: 1, rules: [{record: a, expr: 'x_total'}]}]");
        String tests = file("tests.yml", HEAD + "      - {expr: a, eval_time: 1m}\n");

        // when
        Run.Result result = run.command("test", "rules", tests);

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("    rule: a, time: 0s, err: exceeded limit of 1 with 2 series");
    }

    @Test
    void errorsInATestFileHaveTheirPlaces() throws IOException {
        // given
        String tests = file("tests.yml", """
                rule_files: [rules.yml]
                evalution_interval: 1m
                group_eval_order: [a, a]
                tests:
                  - input_series:
                      - series: 'x{a=b}'
                        values: '1 2 stal'
                    promql_expr_test:
                      - expr: sum(
                        exp_samples: [{labels: '{', value: many}]
                """);

        // when
        Run.Result result = run.command("test", "rules", tests);

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines().filter(line -> line.startsWith(tests)))
                .extracting(line -> line.substring(tests.length() + 1))
                .containsExactly(
                        "2:1: evalution_interval is unknown; did you mean \"evaluation_interval\"?",
                        "3:19: group_eval_order has \"a\" twice",
                        "6:22: tests[0].input_series[0].series: unexpected identifier \"b\" in label set, expected string",
                        "7:22: tests[0].input_series[0].values: unexpected identifier \"stal\" in series values, expected"
                                + " number or \"stale\"; did you mean \"stale\"?",
                        "9:19: tests[0].promql_expr_test[0].expr: unclosed left parenthesis",
                        "10:34: tests[0].promql_expr_test[0].exp_samples[0].labels: unexpected end of input inside"
                                + " braces",
                        "10:44: tests[0].promql_expr_test[0].exp_samples[0].value is \"many\": a number is needed");
    }

    @Test
    void alertsAreComparedWithWhatFires() throws IOException {
        // given
        file("rules.yml", "groups: [{name: g, rules: [{alert: A, expr: 'up == 0', for: 1m}]}]");
        String tests = file("tests.yml", """
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: up, values: '0x5'}]
                    alert_rule_test:
                      - {eval_time: 0m, alertname: A}
                      - {eval_time: 1m, alertname: A, exp_alerts: [{}]}
                      - {eval_time: 2m, alertname: A}
                """);

        // then
        assertThat(run.command("test", "rules", tests).err())
                .contains("alertname: A, time: 2m,", "exp: nil", "+ Labels:{alertname=\"A\"}")
                .doesNotContain("time: 1m");
    }

    @Test
    void errorsInRuleFilesAndPatternsWithoutFilesAreSaid() throws IOException {
        // given
        file("bad.yml", "groups: [{name: g, rules: [{record: a, expr: 'b +'}]}]");
        String tests = file("tests.yml", "rule_files: [bad.yml, none-*.yml]\ntests: []\n");

        // when
        Run.Result result = run.command("test", "rules", tests);

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("bad.yml:1:50: groups[0].rules[0].expr: ")
                .contains("  WARNING: no file matches pattern " + directory.resolve("none-*.yml"));
    }

    @Test
    void testsAreChosenByNameAndReportedAsJunit() throws IOException {
        // given
        Path report = directory.resolve("report.xml");
        String tests = file("tests.yml", """
                tests:
                  - {name: one & only, promql_expr_test: [{expr: "1", exp_samples: [{value: 2}]}]}
                  - {name: two, promql_expr_test: [{expr: "1", exp_samples: [{value: 1}]}]}
                  - {name: three, promql_expr_test: [{expr: "1", exp_samples: [{value: 3}]}]}
                """);

        // when
        Run.Result two = run.command("test", "rules", "--run", "tw.", tests);
        Run.Result both = run.command("test", "rules", "--run", "^two$", "--run=only", "--junit", "" + report, tests);

        // then
        assertThat(two.exitCode()).isZero();
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(report).content().isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="%s" tests="2" failures="1">
                    <testcase name="one &amp; only">
                      <failure message="expr: &quot;1&quot;, time: 0s,">    expr: &quot;1&quot;, time: 0s,
                        exp:
                          - {} 2
                        got:
                          + {} 1</failure>
                    </testcase>
                    <testcase name="two"/>
                  </testsuite>
                </testsuites>
                """.formatted(tests));
        assertThat(run.command("test", "rules", "--run", "(", tests).exitCode()).isEqualTo(2);
    }

    @Test
    void theTestsOfAnAlertRuleAreRun(@TempDir Path directory) throws IOException {
        // given
        String manifest = """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: high-load}
                spec:
                  expr: load > 4
                  severity: critical
                  tests:
                    - name: load is high
                      inputSeries: [{series: 'load{host="a"}', values: '9x10'}]
                      alerts: [{at: 5m, firing: [{labels: {host: %s, severity: critical}}]}]
                """;
        Path good = directory.resolve("good.yaml");
        Path bad = directory.resolve("bad.yaml");
        Files.writeString(good, manifest.formatted("a"));
        Files.writeString(bad, manifest.formatted("b"));

        // then
        assertThat(new Run().command("test", "rules", good.toString()))
                .isEqualTo(new Run.Result(0, "Unit Testing:  " + good + "\n  SUCCESS\n\n", ""));
        Run.Result failed = new Run().command("test", "rules", bad.toString());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("FAILED", "load is high");
    }
}
