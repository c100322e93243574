package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntaxCommandsTest {
    private final Run run = new Run();

    @Test
    void expressionsFilesAndStandardInputAreFormatted(@TempDir Path directory) throws IOException {
        // given
        Path file = directory.resolve("query.promql");
        Files.writeString(file, "sum by(job)(up)\n");

        // then
        assertThat(run.command("format", "sum   (a)").out()).isEqualTo("sum(a)\n");
        assertThat(run.command("format", file.toString(), "a+b").out()).isEqualTo("sum by (job) (up)\na + b\n");
        assertThat(run.input("a+b").command("format", "-").out()).isEqualTo("a + b\n");
        assertThat(run.input("a+c").command("format").out()).isEqualTo("a + c\n");
    }

    @Test
    void whatIsNoExpressionHasACaret() {
        // when
        Run.Result result = run.command("format", "sum(raet(x[5m]))");

        // then
        assertThat(result).isEqualTo(new Run.Result(1, "", """
                expression:1:5: parse error: unknown function with name "raet", did you mean "rate"?
                  1 | sum(raet(x[5m]))
                    |     ^^^^
                """));
    }

    @Test
    void ruleFilesAreNotRewritten(@TempDir Path directory) throws IOException {
        // given
        Path file = directory.resolve("rules.yml");
        Files.writeString(file, "groups: []");

        // then
        assertThat(run.command("format", file.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void aPlanIsAnIndentedTree() {
        try (RecordedServer server = new RecordedServer()) {
            // given
            server.data("/api/v1/query", """
                    {"resultType":"vector","result":[],"explain":
                      {"node":"Aggregation","detail":"sum by (job)","position":"1:1","series":2,"samples":2,"totalSeconds":0.0125,"selfSeconds":0.0005,
                       "children":[{"node":"Call","detail":"rate","position":{"start":14,"end":25},"series":20,"totalSeconds":0.012,"selfSeconds":0.0001,
                         "children":[{"node":"MatrixSelector","detail":"x[5m]","series":20,"samples":400,"totalSeconds":2,"selfSeconds":2}]},
                        {"node":"Number"}]}}""");

            // when
            Run.Result result = run.command("explain", "sum by (job) (rate(x[5m]))", "--url", server.url());

            // then
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).isEqualTo("""
                    STEP                        AT     SERIES  SAMPLES     TIME     OWN
                    Aggregation sum by (job)    1:1         2        2  12.5 ms  500 µs
                    ├─ Call rate                14–25      20           12.0 ms  100 µs
                    │  └─ MatrixSelector x[5m]             20      400   2.00 s  2.00 s
                    └─ Number
                    """);
            assertThat(server.requests())
                    .containsExactly("/api/v1/query query=sum by (job) (rate(x[5m]))&explain=true");
        }
    }

    @Test
    void aServerThatDoesNotExplainIsSaid() {
        try (RecordedServer server = new RecordedServer()) {
            // given
            server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[]}");

            // then
            assertThat(run.command("explain", "up", "--url", server.url()))
                    .isEqualTo(new Run.Result(
                            1,
                            "",
                            "bellwether: " + server.url() + " does not explain queries: its answer has no plan\n"));
        }
    }

    @Test
    void everyShellGetsItsCompletions() {
        assertThat(run.command("completion", "bash").out()).contains("complete ", "instant", "--step");
        assertThat(run.command("completion", "zsh").out()).contains("bashcompinit", "--lint-fatal");
        assertThat(run.command("completion", "fish").out())
                .contains(
                        "complete -c bellwether -n '__bellwether_at' -a query -d 'Asks the server",
                        "complete -c bellwether -n '__bellwether_at query' -a range",
                        "complete -c bellwether -n '__bellwether_in query range' -l step -r -d",
                        "complete -c bellwether -n '__bellwether_in query range' -s o -l output -r -a 'table json csv graph'",
                        "complete -c bellwether -n '__bellwether_in check rules' -F");
    }

    @Test
    void helpHasExamplesAndTheVersionIsSaid() {
        assertThat(run.command("--version").out()).isEqualTo("bellwether 0.1.0\n");
        assertThat(run.command("--help").out()).contains("standalone", "Examples:", "Exit codes");
        assertThat(run.command("query", "range", "--help").out()).contains("-o graph");
    }
}
