package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationCommandsTest {
    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run().variable("BELLWETHER_URL", server.url()).variable("USER", "ann");

    @AfterEach
    void close() {
        server.close();
    }

    private static String preview(boolean everything) {
        return "{\"active\":2,\"hidesEveryAlert\":" + everything
                + ",\"hidden\":[{\"alertname\":\"High\",\"instance\":\"a\"}]}";
    }

    @Test
    void aSilenceIsPreviewedBeforeItIsAdded() {
        server.on("/api/v1/silences/preview", 200, preview(false));
        server.on("/api/v2/silences", 200, "{\"silenceID\":\"s1\"}");

        Run.Result result =
                run.command("silences", "add", "High", "instance!=\"b\"", "--duration", "2h", "--comment", "works");

        assertThat(result).isEqualTo(new Run.Result(0, "s1\n", """
                hides 1 of 2 alerts that fire now:
                  High{instance="a"}
                """));
        assertThat(server.requests().getLast())
                .startsWith(
                        "/api/v2/silences {\"matchers\":[{\"name\":\"alertname\",\"value\":\"High\",\"isRegex\":false,"
                                + "\"isEqual\":true},{\"name\":\"instance\",\"value\":\"b\",\"isRegex\":false,\"isEqual\":false}]")
                .contains("\"endsAt\":\"2026-01-01T14:00:00Z\"", "\"createdBy\":\"ann\"", "\"comment\":\"works\"");
    }

    @Test
    void aSilenceThatHidesEverythingNeedsForce() {
        server.on("/api/v1/silences/preview", 200, preview(true));
        server.on("/api/v2/silences", 200, "{\"silenceID\":\"s1\"}");
        String[] line = {"silences", "add", "alertname=~\".+\"", "--duration", "1h", "--comment", "c", "--by", "bob"};

        Run.Result refused = run.command(line);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("it would hide every alert", "--force");
        assertThat(server.requests()).hasSize(1);
        String[] forced = java.util.Arrays.copyOf(line, line.length + 1);
        forced[line.length] = "--force";
        assertThat(run.command(forced).out()).isEqualTo("s1\n");
        assertThat(server.requests().getLast()).startsWith("/api/v2/silences force=true");
    }

    @Test
    void silencesAreListedAndExpire() {
        server.on("/api/v2/silences", 200, """
                [{"id":"s1","status":{"state":"active"},"endsAt":"2026-01-01T13:30:00Z","createdBy":"ann","comment":"works",
                  "matchers":[{"name":"a","value":"b.*","isRegex":true,"isEqual":false}]},
                 {"id":"s2","status":{"state":"expired"},"endsAt":"2026-01-01T11:30:00Z","createdBy":"ann","comment":"old",
                  "matchers":[{"name":"a","value":"b"}]}]""");
        server.on("/api/v2/silence/s1", 200, "");
        server.on("/api/v2/silence/s2", 500, "\"silence s2 already expired\"");

        assertThat(run.command("silences", "list").out()).isEqualTo("""
                ID  STATE   MATCHERS  UNTIL                      LEFT  BY   COMMENT
                s1  active  a!~"b.*"  2026-01-01T13:30:00.000Z  1h30m  ann  works
                """);
        assertThat(run.command("silences", "list", "--expired").out()).contains("s2  expired  a=\"b\"");
        assertThat(run.command("silences", "expire", "s1", "s2"))
                .isEqualTo(new Run.Result(1, "s1 has ended\n", "s2: silence s2 already expired\n"));
    }

    @Test
    void notifiersAndDeadLettersAreListed() {
        server.data("/api/v1/notifiers", """
                [{"uid":"default/hook","name":"hook","kind":"Webhook","matchers":[],"groupBy":["alertname"],
                  "minimumSeverity":"none"}]""");
        server.data("/api/v1/dead-letters", """
                [{"id":"n1","notifier":"default/hook","group":"{}","reason":"answered 500","attempts":12,
                  "firstAttemptAt":"2026-01-01T10:00:00Z","diedAt":"2026-01-01T11:00:00Z"}]""");
        server.on("/api/v1/dead-letters/replay", 200, "{\"status\":\"success\"}");

        assertThat(run.command("notifiers", "list").out()).contains("hook  Webhook  everything", "default/hook");
        assertThat(run.command("dead-letters", "list").out()).contains("n1  default/hook", "answered 500");
        assertThat(run.command("dead-letters", "replay", "n1")).isEqualTo(new Run.Result(0, "n1 is sent again\n", ""));
        assertThat(server.requests().getLast()).contains("\"id\":\"n1\"", "\"by\":\"ann\"");
    }

    @Test
    void aTestOfANotifierWaitsForItsReceiver() {
        server.on("/api/v1/notifiers/test", 200, "{\"status\":\"success\",\"data\":{\"id\":\"t1\"}}");
        server.data("/api/v1/alerts/notifications", "[]");
        run.pauses(5, () -> server.data("/api/v1/alerts/notifications", """
                [{"time":"2026-01-01T12:00:00.100Z","kind":"notification","what":"sent","text":"default/hook: taken."}]"""));

        Run.Result result = run.command("notifiers", "test", "hook");

        assertThat(result).isEqualTo(new Run.Result(0, """
                asked for a test of hook, notification t1
                2026-01-01T12:00:00.100Z  default/hook: taken.
                """, ""));
    }

    @Test
    void aTestThatDoesNotArriveFails() {
        server.on("/api/v1/notifiers/test", 200, "{\"status\":\"success\",\"data\":{\"id\":\"t1\"}}");
        server.data("/api/v1/alerts/notifications", "[]");

        Run.Result result = run.pauses(1000, () -> {}).command("notifiers", "test", "hook", "--timeout", "2s");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("has not taken the test within 2s");
    }

    private void drillable() {
        server.data("/api/v1/notifiers", "[{\"uid\":\"default/hook\",\"name\":\"hook\"}]");
        server.data("/api/v1/rules", """
                {"groups":[{"name":"g","rules":[{"type":"alerting","name":"High",
                 "labels":{"severity":"page","host":"{{ $labels.host }}"},"annotations":{"runbook":"https://run/"}}]}]}""");
        server.on("/api/v2/alerts", 200, "");
        server.on("/api/v1/explain", 404, "{\"status\":404,\"detail\":\"no alert is live\"}");
    }

    @Test
    void aDrillTellsWhenEachHopHadTheAlert() {
        drillable();
        run.pauses(9, () -> server.data("/api/v1/explain", """
                {"verdict":"It is firing; told were default/hook.","events":[
                 {"time":"2026-01-01T12:00:00.010Z","kind":"alert","what":"active","text":"It began."},
                 {"time":"2026-01-01T12:00:00.010Z","kind":"alert","what":"firing","text":"It fires."},
                 {"time":"2026-01-01T12:00:00.030Z","kind":"notification","what":"sending","text":"default/other: …"},
                 {"time":"2026-01-01T12:00:00.040Z","kind":"notification","what":"sending","text":"default/hook: …"},
                 {"time":"2026-01-01T12:00:00.090Z","kind":"notification","what":"sent","text":"default/hook: taken"}]}"""));

        Run.Result result = run.command("drill", "High", "--receiver", "hook");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                HOP                    TIME                      AFTER  IN ALL
                posted                 2026-01-01T12:00:00.000Z
                accepted by the API    2026-01-01T12:00:00.010Z   10ms    10ms
                transition in the log  2026-01-01T12:00:00.010Z    0ms    10ms
                message decided        2026-01-01T12:00:00.040Z   30ms    40ms
                sent to the receiver   2026-01-01T12:00:00.090Z   50ms    90ms
                it has arrived
                """);
        assertThat(server.requests().stream().filter(request -> request.startsWith("/api/v2/alerts")))
                .hasSize(2)
                .allMatch(request -> request.contains("\"alertname\":\"High\",\"drill\":\"true\"")
                        && request.contains("\"host\":\"drill\"")
                        && request.contains("\"severity\":\"page\"")
                        && request.contains("\"runbook\":\"https://run/\""))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"endsAt\":\"2026-01-01T12:01:00Z\""),
                        last -> assertThat(last).contains("\"endsAt\":\"2026-01-01T12:00:00.090Z\""));
    }

    @Test
    void aDrillThatDoesNotArriveFailsAndResolves() {
        drillable();
        run.pauses(1000, () -> server.data("/api/v1/explain", """
                {"verdict":"It fires; nobody is told: silenced by s1.","events":[
                 {"time":"2026-01-01T12:00:00.010Z","kind":"alert","what":"firing","text":"It fires."}]}"""));

        Run.Result result = run.command("drill", "High", "--receiver", "hook", "--timeout", "3s");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("has not reached hook within 3s", "silenced by s1");
        assertThat(server.requests().getLast()).contains("\"endsAt\":\"2026-01-01T12:00:00.010Z\"");
    }

    @Test
    void aDrillNamesWhatThereIs() {
        drillable();

        assertThat(run.command("drill", "Low", "--receiver", "hook").err())
                .contains("no alerting rule is named \"Low\"; there are High");
        assertThat(run.command("drill", "High", "--receiver", "pager").err())
                .contains("no notifier is named \"pager\"; there are hook");
    }
}
