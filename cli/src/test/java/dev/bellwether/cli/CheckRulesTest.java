package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckRulesTest {
    private static final String GOOD = """
            groups:
              - name: g
                rules:
                  - {record: "a:b", expr: sum(a)}
                  - {alert: A, expr: "a:b > 1", for: 5m}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final Run run = new Run();

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void goodFilesAreCounted() throws IOException {
        // given
        String rules = file("rules.yml", GOOD);
        String empty = file("empty.yml", "groups: []");

        // when
        Run.Result result = run.command("check", "rules", rules, empty);

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                Checking %s
                  SUCCESS: 2 rules found

                Checking %s
                  SUCCESS: 0 rules found

                """.formatted(rules, empty));
    }

    @Test
    void standardInputIsChecked() {
        assertThat(run.input(GOOD).command("check", "rules", "-").out())
                .isEqualTo("Checking -\n  SUCCESS: 2 rules found\n\n");
    }

    @Test
    void quietSaysNothingWhereAllIsWell() throws IOException {
        assertThat(run.command("check", "rules", "-q", file("rules.yml", GOOD))).isEqualTo(new Run.Result(0, "", ""));
    }

    @Test
    void ourOwnManifestsAreChecked() throws IOException {
        // given
        String good = file("good.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: A}
                spec: {expr: up == 0}
                ---
                apiVersion: bellwether.dev/v1alpha1
                kind: Notifier
                metadata: {name: n}
                spec: {webhook: {url: "http://127.0.0.1:1/"}}
                """);
        String bad = file("bad.yaml", """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: A}
                spec: {exp: up == 0}
                """);

        // when
        Run.Result well = run.command("check", "rules", good);
        Run.Result wrong = run.command("check", "rules", bad);

        // then
        assertThat(well.out()).contains("  SUCCESS: 1 rule, 1 notifier found");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains(bad + ":4:8: spec.exp is unknown; did you mean \"expr\"?");
    }

    record Case(String text, String errors) {}

    @ParameterizedTest
    @MethodSource
    void errorsHaveTheirPlaceTheirLineAndACaret(Case wrong) throws IOException {
        // given
        String rules = file("rules.yml", wrong.text());

        // when
        Run.Result result = run.command("check", "rules", rules);

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("  FAILED:\n" + wrong.errors().replace("FILE", rules));
        assertThat(result.out()).doesNotContain("SUCCESS");
    }

    static List<Case> errorsHaveTheirPlaceTheirLineAndACaret() {
        return List.of(new Case("""
                        groups:
                          - name: g
                            rules:
                              - alert: A
                                expr: |
                                  sum(
                                    raet(x[5m])
                                  )
                                  + bar{a=b}
                              - recrd: a
                                expr: b
                        """, """
                        FILE:7:13: groups[0].rules[0].expr: unknown function with name "raet"; did you mean "rate"?
                          7 |             raet(x[5m])
                            |             ^
                        FILE:9:19: groups[0].rules[0].expr: unexpected identifier "b" in label matching, expected string
                          9 |           + bar{a=b}
                            |                   ^
                        FILE:10:9: groups[0].rules[1].recrd is unknown; did you mean "record"?
                          10 |       - recrd: a
                             |         ^
                        FILE:10:9: groups[0].rules[1].record is missing, one of record and alert is needed
                          10 |       - recrd: a
                             |         ^
                        """), new Case("""
                        groups:
                          - name: g
                            interval: 5 minutes
                        """, """
                        FILE:3:15: groups[0].interval is "5 minutes": not a valid duration string: "5 minutes"
                          3 |     interval: 5 minutes
                            |               ^
                        """));
    }

    @Test
    void aFileThatIsMissingFailsAloneAndTheOthersAreChecked() throws IOException {
        // given
        String missing = directory.resolve("missing.yml").toString();

        // when
        Run.Result result = run.command("check", "rules", missing, file("rules.yml", GOOD));

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("  FAILED:\n" + missing + ": there is no such file\n");
        assertThat(result.out()).contains("SUCCESS: 2 rules found");
    }

    @Test
    void duplicateRulesAreAWarningUnlessTheyAreFatal() throws IOException {
        // given
        String rules = file("rules.yml", """
                groups:
                  - name: g
                    rules:
                      - {record: a, expr: b, labels: {x: y}}
                      - {record: a, expr: c}
                      - {record: a, expr: d, labels: {x: y}}
                """);

        // when
        Run.Result warned = run.command("check", "rules", rules);
        Run.Result fatal = run.command("check", "rules", "--lint", "all", "--lint-fatal", rules);
        Run.Result silent = run.command("check", "rules", "--lint=none", "--lint-fatal", rules);

        // then
        assertThat(warned.exitCode()).isZero();
        assertThat(warned.err()).isEqualTo("""
                warning: 1 duplicate rule found
                %s:6:9: duplicate rule: a with labels {x="y"} stands in line 4 already; this might cause inconsistency \
                while recording expressions
                  6 |       - {record: a, expr: d, labels: {x: y}}
                    |         ^
                """.formatted(rules));
        assertThat(warned.out()).contains("SUCCESS: 3 rules found");
        assertThat(fatal.exitCode()).isEqualTo(1);
        assertThat(silent.exitCode()).isZero();
        assertThat(silent.err()).isEmpty();
        assertThat(run.command("check", "rules", "--lint=some", rules).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aTerminalGetsColours() throws IOException {
        assertThat(run.terminal(80, true)
                        .command("check", "rules", file("rules.yml", GOOD))
                        .out())
                .contains("\u001b[32m  SUCCESS:\u001b[0m 2 rules found");
    }
}
