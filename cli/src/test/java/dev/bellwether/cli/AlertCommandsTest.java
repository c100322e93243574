package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertCommandsTest {
    private static final String FINGERPRINT = "0123456789abcdef";

    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run().variable("BELLWETHER_URL", server.url()).variable("USER", "ann");

    @AfterEach
    void close() {
        server.close();
    }

    private static String alert(String fingerprint, String instance, String silencedBy) {
        return """
                {"fingerprint":"%s","labels":{"instance":"%s","alertname":"High","severity":"page"},
                 "annotations":{"summary":"The load is high."},"startsAt":"2026-01-01T11:57:55Z",
                 "status":{"state":"active","silencedBy":[%s],"inhibitedBy":[],"mutedBy":[]},
                 "receivers":[{"name":"hook"}],"rule":"default/High","value":"7.0","threshold":"4.0",
                 "acknowledgedBy":""}""".formatted(fingerprint, instance, silencedBy);
    }

    @Test
    void alertsAreListedAsATable() {
        server.on("/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "") + "]");

        Run.Result result = run.command("alerts", "list", "High", "instance=~\"a|b\"", "--silenced");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                ALERT  STATE    FOR  VALUE  LABELS                         FINGERPRINT
                High   active  2m5s    7.0  instance="a", severity="page"  0123456789abcdef
                """);
        assertThat(server.requests())
                .containsExactly("/api/v2/alerts filter=alertname=\"High\"&filter=instance=~\"a|b\"&silenced=true"
                        + "&inhibited=false&muted=false");
    }

    @Test
    void noAlertsAreSaidSo() {
        server.on("/api/v2/alerts", 200, "[]");

        assertThat(run.command("alerts", "list")).isEqualTo(new Run.Result(0, "no alerts\n", ""));
        assertThat(run.command("alerts", "list", "-q").out()).isEmpty();
        assertThat(run.command("alerts", "list", "-o", "json").out()).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alerts list 'a b' | MATCHER",
                "alerts list -o csv | is not for this command",
                "alerts | a command is needed: list",
                "alerts history --limit 0 | --limit is 0",
                "alerts history --start -1h --end -2h | is before --start",
                "silences add x --comment c | either --duration or --until",
                "silences add x --comment c --duration soon | --duration",
                "silences add x --comment c --until -1h | in the future",
                "silences add x --duration 1h | --comment",
                "drill High | --receiver",
                "explain | an expression is needed"
            })
    void wrongUsageIsSaid(String line, String message) {
        String[] arguments = line.replace("'a b'", "a\tb").split(" ");

        Run.Result result = run.command(arguments);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatTheServerRefusesIsShown() {
        server.on("/api/v2/alerts", 400, "\"bad matcher format: x\"");
        assertThat(run.command("alerts", "list"))
                .isEqualTo(new Run.Result(1, "", "bellwether: bad matcher format: x\n"));

        server.on("/api/v1/alerts/acknowledge", 404, "{\"status\":404,\"detail\":\"no alert fires\"}");
        assertThat(run.command("alerts", "ack", FINGERPRINT, "--comment", "c"))
                .isEqualTo(new Run.Result(1, "", "bellwether: no alert fires\n"));
    }

    @Test
    void oneAlertIsShownWhole() {
        server.on("/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "\"s1\"") + "]");

        assertThat(run.command("alerts", "show", "High").out()).isEqualTo("""
                High{instance="a", severity="page"}
                  fingerprint: 0123456789abcdef
                  rule: default/High
                  state: silenced
                  fires since: 2026-01-01T11:57:55.000Z (2m5s)
                  value: 7.0 (threshold 4.0)
                  receivers: hook
                  silenced by: s1
                  summary: The load is high.
                """);
        assertThat(run.command("alerts", "show", "Low").err()).contains("no alert \"Low\" fires", "explain alert Low");
    }

    @Test
    void watchingWritesALineForEachChange() {
        server.on("/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "") + "]");
        int[] look = {0};
        run.pauses(4, () -> {
            switch (look[0]++) {
                case 0 -> server.on("/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "\"s1\"") + "]");
                case 1 -> server.on("/api/v2/alerts", 503, "\"the log is away\"");
                case 2 -> server.on("/api/v2/alerts", 200, "[" + alert("b".repeat(16), "b", "") + "]");
                default -> {}
            }
        });

        Run.Result result = run.command("alerts", "watch");

        assertThat(result.err()).isEqualTo("warning: the log is away; it is asked again\n");
        assertThat(result.out()).isEqualTo("""
                2026-01-01T12:00:00.000Z  firing        High{instance="a", severity="page"} 7.0 (threshold 4.0)
                2026-01-01T12:00:01.000Z  silenced      High{instance="a", severity="page"} 7.0 (threshold 4.0)
                2026-01-01T12:00:03.000Z  resolved      High{instance="a", severity="page"}
                2026-01-01T12:00:03.000Z  firing        High{instance="b", severity="page"} 7.0 (threshold 4.0)
                """);
    }

    @Test
    void acknowledgingSendsTheTokenThatAFileHolds(@TempDir Path directory) throws IOException {
        Path token = directory.resolve("token");
        Files.writeString(token, "secret\n");
        server.on("/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "") + "]");
        server.on("/api/v1/alerts/acknowledge", 200, "{\"status\":\"success\"}");

        Run.Result result =
                run.command("alerts", "ack", "High", "--comment", "on it", "--token-file", token.toString());

        assertThat(result).isEqualTo(new Run.Result(0, FINGERPRINT + " is acknowledged by ann\n", ""));
        assertThat(server.requests().getLast())
                .contains("\"alert\":\"" + FINGERPRINT + "\"", "\"by\":\"ann\"", "\"comment\":\"on it\"");
        assertThat(server.tokens()).containsExactly("/api/v1/alerts/acknowledge Bearer secret");
    }

    @Test
    void aTokenThatCannotBeReadIsWrongUsage() {
        Run.Result result =
                run.variable("BELLWETHER_TOKEN_FILE", "/nowhere/token").command("alerts", "list");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("BELLWETHER_TOKEN_FILE: cannot read /nowhere/token");
    }

    @Test
    void aNameThatSeveralAlertsHaveIsNotResolved() {
        server.on(
                "/api/v2/alerts", 200, "[" + alert(FINGERPRINT, "a", "") + "," + alert("f".repeat(16), "b", "") + "]");

        assertThat(run.command("alerts", "resolve", "High").err())
                .contains("2 alerts are named \"High\"", "ffffffffffffffff  instance=\"b\"");
    }

    @Test
    void theHistoryIsATable() {
        server.data("/api/v1/alerts/history", """
                [{"time":"2026-01-01T11:00:00Z","fingerprint":"0123456789abcdef","rule":"default/High","state":"resolved",
                  "labels":{"alertname":"High"},"value":"3.0","firedAt":"2026-01-01T10:00:00Z",
                  "endedAt":"2026-01-01T11:00:00Z","reason":"expression","shadow":false}]""");

        assertThat(run.command("alerts", "history", "--rule", "default/High", "--start", "-2h")
                        .out())
                .contains("resolved", "1h", "alertname=\"High\"", "expression");
        assertThat(server.requests())
                .containsExactly("/api/v1/alerts/history rule=default/High&start=1767261600&end=1767268800&limit=500");
    }

    @Test
    void theStoryBeginsWithTheVerdict() {
        server.data("/api/v1/explain", """
                {"fingerprint":"0123456789abcdef","rule":"default/High","labels":{"alertname":"High","instance":"a"},
                 "state":"firing","verdict":"It is firing; told were default/hook.","events":[
                 {"time":"2026-01-01T11:58:00Z","kind":"alert","what":"firing","text":"It fires."},
                 {"time":"2026-01-01T11:58:00.120Z","kind":"notification","what":"sent","text":"default/hook: taken."}]}""");

        assertThat(run.command("explain", "alert", "High").out()).isEqualTo("""
                It is firing; told were default/hook.

                alert  High{instance="a"}
                rule   default/High, fingerprint 0123456789abcdef

                TIME                       AFTER  HOP                WHAT
                2026-01-01T11:58:00.000Z          alert firing       It fires.
                2026-01-01T11:58:00.120Z  +120ms  notification sent  default/hook: taken.
                """);
        assertThat(server.requests()).containsExactly("/api/v1/explain alert=High");
    }
}
