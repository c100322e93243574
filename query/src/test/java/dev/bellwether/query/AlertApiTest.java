package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Silence;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertApiTest {
    private final FakeAlerts alerts = new FakeAlerts();
    private final ApiFixture api = new ApiFixture(alerts.ports());

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aFiringAlertIsShownAsAlertmanagerDoes() {
        AlertTransition firing = alerts.fires("a", "critical");

        assertThat(api.body("/api/v2/alerts"))
                .isEqualTo(
                        "[{\"annotations\":{\"summary\":\"The load of a is high.\"},"
                                + "\"endsAt\":\"2026-01-01T00:15:00Z\",\"fingerprint\":\"" + firing.fingerprint()
                                + "\",\"receivers\":[],\"startsAt\":\"2026-01-01T00:09:00Z\","
                                + "\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"},"
                                + "\"updatedAt\":\"2026-01-01T00:09:59Z\",\"generatorURL\":\"\","
                                + "\"labels\":{\"alertname\":\"High\",\"instance\":\"a\",\"severity\":\"critical\"},"
                                + "\"rule\":\"default/High\",\"value\":\"7.0\",\"threshold\":\"4.0\",\"acknowledgedBy\":\"\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alertname=\"High\" | 2",
                "instance=a | 1",
                "{instance=~\"[ab]\",severity!=\"info\"} | 1",
                "instance=\"c\" | 0",
                "severity!~\"crit.*\" | 1"
            })
    void filtersChooseAlerts(String filter, int count) {
        alerts.fires("a", "critical");
        alerts.fires("b", "info");

        assertThat(api.body("/api/v2/alerts", "filter", filter).split("\"fingerprint\"", -1))
                .hasSize(count + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter | instance",
                "filter | instance=~\"(\"",
                "active | perhaps",
                "receiver | (",
            })
    void aWrongParameterIsNamed(String name, String value) {
        HttpResponse<String> answer = api.get("/api/v2/alerts", name, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("\"").endsWith("\"");
    }

    @Test
    void aSilenceHidesAndExpires() {
        alerts.fires("a", "critical");
        alerts.fires("b", "critical");
        String id = post("/api/v2/silences", silence("instance", "a", ""))
                .body()
                .replaceAll(".*\"silenceID\":\"([^\"]+)\".*", "$1");

        assertThat(api.body("/api/v2/alerts", "silenced", "false")).doesNotContain("\"instance\":\"a\"");
        assertThat(api.body("/api/v2/alerts", "active", "false"))
                .contains("\"silencedBy\":[\"" + id + "\"],\"state\":\"suppressed\"")
                .doesNotContain("\"instance\":\"b\"");
        assertThat(api.body("/api/v2/silence/" + id)).contains("\"state\":\"active\"", "\"createdBy\":\"me\"");

        HttpResponse<String> expired = api.send(
                HttpRequest.newBuilder(api.uri("/api/v2/silence/" + id)).DELETE());

        assertThat(expired.statusCode()).isEqualTo(200);
        assertThat(api.body("/api/v2/silences")).contains("\"state\":\"expired\"");
        assertThat(api.body("/api/v2/alerts", "silenced", "false")).contains("\"instance\":\"a\"");
    }

    @Test
    void aSilenceIsChangedUnderItsIdWhereItHidesTheSame() {
        String id =
                post("/api/v2/silences", silence("instance", "a", "")).body().replaceAll(".*:\"(.+)\".*", "$1");

        String same = post("/api/v2/silences", silence("instance", "a", id)).body();
        String other = post("/api/v2/silences", silence("instance", "b", id)).body();

        assertThat(same).contains(id);
        assertThat(other).doesNotContain(id);
        assertThat(api.body("/api/v2/silence/" + id)).contains("expired");
    }

    @Test
    void aSilenceThatWouldHideEveryAlertIsRefusedUnlessForced() {
        alerts.fires("a", "critical");
        String everything = silence("alertname", ".+", "").replace("\"isRegex\":false", "\"isRegex\":true");

        HttpResponse<String> refused = post("/api/v2/silences", everything);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("hides every alert");
        assertThat(post("/api/v2/silences?force=true", everything).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | matchers is empty",
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"\"}]} | must not match the empty string",
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\"}]} | endsAt is missing",
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\"}],\"endsAt\":\"tomorrow\"} | endsAt is \\\"tomorrow\\\"",
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\"}],\"endsAt\":\"2025-01-01T00:00:00Z\"} | in the past",
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"(\",\"isRegex\":true}]} | matcher on a",
                "no JSON | the body is no JSON"
            })
    void aSilenceThatIsNoneIsRefusedWithTheReason(String body, String reason) {
        HttpResponse<String> answer = post("/api/v2/silences", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void aPreviewChangesNothing() {
        alerts.fires("a", "critical");
        alerts.fires("b", "critical");

        String preview =
                post("/api/v1/silences/preview", silence("instance", "a", "")).body();

        assertThat(preview)
                .isEqualTo("{\"active\":2,\"hidesEveryAlert\":false,\"hidden\":"
                        + "[{\"alertname\":\"High\",\"instance\":\"a\",\"severity\":\"critical\"}]}");
        assertThat(api.body("/api/v2/silences")).isEqualTo("[]");
    }

    @Test
    void alertsOfAPrometheusFireUntilTheyEnd() {
        String body = "[{\"labels\":{\"alertname\":\"Far\"},\"endsAt\":\"%s\",\"generatorURL\":\"http://far/\"}]";

        assertThat(post("/api/v2/alerts", body.formatted("2026-01-01T00:14:00Z"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v2/alerts", body.formatted("2026-01-01T00:16:00Z"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.body("/api/v2/alerts")).contains("\"alertname\":\"Far\"", "http://far/");
        assertThat(post(
                                "/api/v2/alerts",
                                body.formatted("2026-01-01T00:09:00Z")
                                        .replace("[{", "[{\"startsAt\":" + "\"2026-01-01T00:01:00Z\","))
                        .statusCode())
                .isEqualTo(200);

        assertThat(api.body("/api/v2/alerts")).isEqualTo("[]");
        assertThat(alerts.announced)
                .extracting(transition -> transition.alert().state())
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void groupsAreThoseOfTheNotifiers() {
        alerts.put(new Control.OfNotifier(notifier()));
        alerts.fires("a", "critical");
        alerts.fires("b", "critical");

        assertThat(api.body("/api/v2/receivers")).isEqualTo("[{\"name\":\"hook\"}]");
        assertThat(api.body("/api/v2/alerts/groups"))
                .contains("\"labels\":{\"alertname\":\"High\"},\"receiver\":{\"name\":\"hook\"}")
                .contains("\"instance\":\"a\"", "\"instance\":\"b\"");
        assertThat(api.body("/api/v2/alerts", "receiver", "other")).isEqualTo("[]");
        assertThat(api.body("/api/v1/notifiers"))
                .contains("\"kind\":\"Webhook\"")
                .doesNotContain("hidden");
    }

    @Test
    void aTestOfANotifierIsARedeliveryWithoutAMessage() {
        alerts.put(new Control.OfNotifier(notifier()));

        HttpResponse<String> answer = post("/api/v1/notifiers/test", "{\"notifier\":\"hook\",\"by\":\"me\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(alerts.ports().directory().controls().redeliveries())
                .singleElement()
                .satisfies(test -> {
                    assertThat(test.notifierUid()).isEqualTo("default/hook");
                    assertThat(test.message()).isEmpty();
                    assertThat(answer.body()).contains("\"id\":\"" + test.id() + "\"");
                });
        assertThat(post("/api/v1/notifiers/test", "{\"notifier\":\"none\",\"by\":\"me\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatBecameOfAMessageIsTold() {
        AlertTransition firing = alerts.fires("a", "critical");
        alerts.decisions.add(decision(firing, ApiFixture.NOW, NotificationDecision.Kind.SENT));

        assertThat(api.body("/api/v1/alerts/notifications", "id", "n1"))
                .contains("\"what\":\"sent\"", "default/hook: the rec");
        assertThat(api.body("/api/v1/alerts/notifications", "id", "n2")).endsWith("\"data\":[]}");
        assertThat(api.get("/api/v1/alerts/notifications").statusCode()).isEqualTo(400);
    }

    @Test
    void theStoryOfAnAlertIsToldInOrder() {
        AlertTransition firing = alerts.fires("a", "critical");
        alerts.decisions.add(decision(firing, ApiFixture.NOW - 59_000, NotificationDecision.Kind.SENDING));
        alerts.decisions.add(decision(firing, ApiFixture.NOW - 58_900, NotificationDecision.Kind.SENT));

        String story = api.body("/api/v1/explain", "alert", "High");

        assertThat(story)
                .contains("\"fingerprint\":\"" + firing.fingerprint())
                .contains("\"verdict\":\"It is firing; told were default/hook.\"")
                .containsSubsequence("\"what\":\"active\"", "\"what\":\"firing\"", "\"what\":\"sending\"", "\"sent\"");
    }

    @Test
    void aSilencedAlertSaysWhyNobodyWasTold() {
        AlertTransition firing = alerts.fires("a", "critical");
        alerts.put(new Control.OfSilence(new Silence(
                "s1",
                List.of(Matcher.equal("instance", "a")),
                ApiFixture.NOW - 90_000,
                ApiFixture.NOW + 90_000,
                "me",
                "works",
                0)));

        assertThat(api.body("/api/v1/explain", "alert", firing.fingerprint()))
                .contains("It fires; nobody is told: silenced by s1.")
                .contains("Silence s1 of me begins: works");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(api.get("/api/v1/explain").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/v1/explain", "alert", "Nothing").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v1/alerts/history", "limit", "0").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/v2/silence/none").statusCode()).isEqualTo(404);
        assertThat(post("/api/v1/dead-letters/replay", "{\"id\":\"x\",\"by\":\"me\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAcknowledgementIsSeen() {
        AlertTransition firing = alerts.fires("a", "critical");

        HttpResponse<String> answer = post(
                "/api/v1/alerts/acknowledge",
                "{\"alert\":\"" + firing.fingerprint() + "\",\"by\":\"me\",\"comment\":\"on it\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.body("/api/v2/alerts")).contains("\"acknowledgedBy\":\"me\"");
        assertThat(api.body("/api/v1/explain", "alert", firing.fingerprint())).contains("me acknowledged it: on it");
    }

    @Test
    void historyIsTheNewestFirst() {
        alerts.fires("a", "critical");

        assertThat(api.body("/api/v1/alerts/history", "rule", "default/High"))
                .contains("\"state\":\"firing\"", "\"threshold\":\"4.0\"");
        assertThat(api.body("/api/v1/alerts/history", "rule", "other")).endsWith("\"data\":[]}");
    }

    @Test
    void pagesOfOthersAndOtherBodiesMayNotChangeAnything() {
        HttpResponse<String> foreign = api.send(HttpRequest.newBuilder(api.uri("/api/v2/silences"))
                .header("Content-Type", "application/json")
                .header("Origin", "https://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofString(silence("instance", "a", ""))));
        HttpResponse<String> form = api.post("/api/v1/alerts/acknowledge", "alert", "x");

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(form.statusCode()).isIn(400, 415);
    }

    @Test
    void anUnknownPathIsToldAsAlertmanagerDoes() {
        HttpResponse<String> answer = api.get("/api/v2/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body()).startsWith("\"").endsWith("\"");
    }

    @Test
    void amtoolFindsItsStatus() {
        assertThat(api.body("/api/v2/status"))
                .contains("\"cluster\":{\"status\":\"disabled\",\"peers\":[]}", "\"versionInfo\"");
    }

    private static NotificationDecision decision(AlertTransition of, long at, NotificationDecision.Kind kind) {
        return new NotificationDecision(at, "default/hook", of.ruleUid(), of.fingerprint(), "{}:{}", "n1", kind, "");
    }

    private static Notifier notifier() {
        return new Notifier(
                "default/hook",
                "hook",
                Routing.DEFAULT,
                new ReceiverSettings.Webhook(java.net.URI.create("https://hooks.example/hidden")));
    }

    private static String silence(String label, String value, String id) {
        return "{\"id\":\"" + id + "\",\"matchers\":[{\"name\":\"" + label + "\",\"value\":\"" + value
                + "\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"2026-01-01T00:00:00Z\","
                + "\"endsAt\":\"2026-01-01T02:00:00Z\",\"createdBy\":\"me\",\"comment\":\"works\"}";
    }

    private HttpResponse<String> post(String path, String json) {
        return api.send(HttpRequest.newBuilder(java.net.URI.create(api.address() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
