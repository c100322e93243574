package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.remote.testing.XorChunks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTest {
    private static final long MINUTE = 60_000;

    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run().variable("BELLWETHER_URL", server.url());

    @AfterEach
    void close() {
        server.close();
    }

    private static final String RULES = """
            groups:
              - name: g
                interval: 1m
                rules:
                  - {record: a:b, expr: load}
                  - alert: HighLoad
                    expr: load > 4
                    for: 1m
                    labels: {severity: page}
                    annotations: {summary: 'load of {{ $labels.host }} is {{ $value }}'}
            """;

    /** Loads of two machines over the last ten minutes: one is high for four minutes, the other always low. */
    private void loads() {
        long start = Run.NOW.toEpochMilli() - 10 * MINUTE;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(
                XorChunks.frame(new String[] {"__name__", "load", "host", "a"}, start, MINUTE, 1, 1, 9, 9, 8));
        answer.writeBytes(XorChunks.frame(
                new String[] {"__name__", "load", "host", "a"}, start + 5 * MINUTE, MINUTE, 8, 1, 1, 1, 1, 1));
        answer.writeBytes(XorChunks.frame(
                new String[] {"__name__", "load", "host", "b"}, start, MINUTE, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2));
        server.bytes("/api/v1/read", answer.toByteArray());
    }

    private static Path file(Path directory) throws IOException {
        Path file = directory.resolve("rules.yml");
        Files.writeString(file, RULES);
        return file;
    }

    @Test
    void aRuleOfAFileIsTriedOnStoredData(@TempDir Path directory) throws IOException {
        loads();

        Run.Result result = run.command("backtest", file(directory).toString(), "--last", "10m");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "HighLoad  load > 4",
                        "2026-01-01T11:50:00.000Z to 2026-01-01T12:00:00.000Z, 11 evaluations, one each 1m",
                        "It would have fired once, for 1 alert, at most 1 at the same time.",
                        "What it would have sent, before grouping (2):",
                        "2026-01-01T11:53:00.000Z  firing  ",
                        "load of a is 9",
                        "2026-01-01T11:56:00.000Z  resolved");
    }

    @Test
    void aProgressBarIsShownToWhoLooks(@TempDir Path directory) throws IOException {
        loads();

        Run.Result result =
                run.terminal(100, false).command("backtest", file(directory).toString(), "--last", "10m", "-o", "json");

        assertThat(result.err()).contains("\r").endsWith("\r");
        assertThat(result.out())
                .contains("\"firings\":1", "\"firingSeconds\":180", "\"host\":\"a\"", "\"state\":\"resolved\"");
    }

    @Test
    void aRuleOfTheServerIsTriedToo() {
        loads();
        server.data("/api/v1/rules", """
                {"groups":[{"interval":60,"rules":[{"name":"Low","query":"load < 2","duration":0,"keepFiringFor":0,
                  "labels":{},"annotations":{}}]}]}""");

        assertThat(run.command("backtest", "Low", "--last", "10m").out())
                .contains("It would have fired 2 times, for 1 alert", "fires");
        assertThat(run.command("backtest", "High").err())
                .contains("there is no file \"High\", and the server has no alerting rule of this name; there are Low");
    }

    @Test
    void twoVersionsOfARuleAreShownSideBySide(@TempDir Path directory) throws IOException {
        loads();
        server.data("/api/v1/rules", """
                {"groups":[{"interval":60,"rules":[{"name":"HighLoad","query":"load > 1","duration":0,"keepFiringFor":0,
                  "labels":{"severity":"page"},"annotations":{}}]}]}""");

        Run.Result result =
                run.command("backtest", "HighLoad", "--compare", file(directory).toString(), "--last", "10m");

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(String::strip))
                .contains(
                        "expression       load > 1  load > 4",
                        "fired            2         1",
                        "alerts           2         1");
        assertThat(result.out())
                .containsPattern("1 +– +10m +– +\\{.*host=\"b\"")
                .containsPattern("1 +1 +4m +3m +\\{.*host=\"a\"");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theSameRuleTwiceDoesTheSame(@TempDir Path directory) throws IOException {
        loads();
        String file = file(directory).toString();

        assertThat(run.command("backtest", file, "--compare", file, "--last", "10m")
                        .out())
                .contains("Both would have done the same.");
        assertThat(run.command("backtest", file, "--compare", file, "--last", "10m", "-o", "json")
                        .out())
                .startsWith("{\"before\":{\"rule\":\"HighLoad\"");
    }

    @Test
    void aServerThatCannotBeReadEndsIt(@TempDir Path directory) throws IOException {
        server.on("/api/v1/read", 400, "{\"status\":\"error\",\"error\":\"remote read: no\"}");

        Run.Result result = run.command("backtest", file(directory).toString(), "--last", "10m");

        assertThat(result).isEqualTo(new Run.Result(1, "", "bellwether: remote read: no\n"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aDamagedAnswerIsSaid(@TempDir Path directory) throws IOException {
        byte[] frame = XorChunks.frame(new String[] {"__name__", "load"}, 0, MINUTE, 1, 2);
        frame[frame.length - 1] ^= 1;
        server.bytes("/api/v1/read", frame);

        assertThat(run.command("backtest", file(directory).toString(), "--last", "10m")
                        .err())
                .contains("does not fit its checksum");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--last 0s | --last",
                "--last 1h --start -2h | give one",
                "--start -1h --end -2h | is not before --end",
                "--step x | --step",
                "--transitions -1 | --transitions is -1",
                "-o csv | is not for this command"
            })
    void wrongUsageIsSaid(String options, String message) {
        Run.Result result = run.command(("backtest Low " + options).split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void aFileWithoutTheRuleIsSaid(@TempDir Path directory) throws IOException {
        assertThat(run.command("backtest", file(directory).toString(), "--rule", "Low")
                        .err())
                .contains("has no alerting rule \"Low\"; there are HighLoad");
        assertThat(run.command("backtest", "nowhere.yml").err()).contains("there is no such file");
    }
}
