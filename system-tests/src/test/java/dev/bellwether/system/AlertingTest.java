package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From rules to people, and what people say to it: one process serves all tests, each has alerts of its own. */
class AlertingTest {
    private static WebhookListener webhooks;
    private static StandaloneProcess bellwether;

    @BeforeAll
    static void start() throws IOException {
        webhooks = new WebhookListener();
        bellwether = StandaloneProcess.create("alerting");
        Folders.copyExamples(bellwether.manifests());
        Path notifier = bellwether.manifests().resolve("webhook.yaml");
        Files.writeString(notifier, Files.readString(notifier).replace("http://127.0.0.1:9099/", webhooks.url()));
        bellwether.startAndAwaitReady();
    }

    @AfterAll
    static void stop() {
        bellwether.close();
        webhooks.close();
    }

    @Test
    void theStoryOfAnAlertIsToldFromItsBeginningToItsDelivery() throws Exception {
        // when
        awaitPage("MachineIsUp");
        bellwether.await(
                "the story tells who was told", () -> verdict("MachineIsUp").contains("told were"));

        // then
        JsonNode story = story("MachineIsUp");
        assertThat(story.path("state").asString()).isEqualTo("firing");
        assertThat(story.path("verdict").asString()).contains("local-webhook");
        List<String> happened = events(story);
        assertThat(happened).contains("firing", "sent");
        assertThat(happened.indexOf("firing")).isLessThan(happened.indexOf("sent"));
        assertThat(webhooks.of("MachineIsUp").getFirst().notification()).isNotEmpty();
    }

    @Test
    void amtoolListsAlertsAndKeepsSilences() throws Exception {
        Optional<Amtool> found = Amtool.at(bellwether.apiPort());
        assumeTrue(found.isPresent(), "no amtool: make a root with system-tests/bin/trixie-root");
        Amtool amtool = found.orElseThrow();

        // given
        awaitPage("MachineIsUp");

        // then
        bellwether.await(
                "amtool lists the alert",
                () -> amtool.run("alert", "query", "alertname=MachineIsUp").contains("MachineIsUp"));

        // when
        String id = amtool.run(
                "silence", "add", "alertname=NobodyHasThis", "--author=test", "--comment=by amtool", "--duration=1h");

        // then
        bellwether.await(
                "amtool lists the silence",
                () -> amtool.run("silence", "query", "-q").contains(id));

        // when
        amtool.run("silence", "expire", id);

        // then
        bellwether.await(
                "the silence is over",
                () -> !amtool.run("silence", "query", "-q").contains(id));
    }

    @Test
    void aSilenceKeepsAnAlertQuietUntilItIsTakenAway() throws Exception {
        // given
        String id = bellwether
                .api()
                .post("/api/v2/silences", """
                {"matchers": [{"name": "alertname", "value": "Hushed", "isRegex": false, "isEqual": true}],
                 "startsAt": "%s", "endsAt": "%s", "createdBy": "test", "comment": "quiet, please"}
                """.formatted(
                                Instant.now(), Instant.now().plus(Duration.ofHours(1))))
                .path("silenceID")
                .asString();

        // when
        alertRule("hushed.yaml", "Hushed", "node_load1 >= 0");
        bellwether.await(
                "the story says who silences it", () -> verdict("Hushed").contains("silenced by " + id));
        alertRule("beside.yaml", "BesideTheHushed", "node_load1 >= 0");
        awaitPage("BesideTheHushed");

        // then
        assertThat(webhooks.of("Hushed")).isEmpty();

        // when
        assertThat(bellwether.api().delete("/api/v2/silence/" + id)).isEqualTo(200);

        // then
        awaitPage("Hushed");
    }

    @Test
    void anAcknowledgementIsPartOfTheStory() throws Exception {
        // given
        alertRule("acknowledged.yaml", "Acknowledged", "node_load1 >= 0");
        awaitPage("Acknowledged");
        bellwether.await(
                "the alert is shown as firing",
                () -> story("Acknowledged").path("state").asString().equals("firing"));

        // when
        bellwether.api().post("/api/v1/alerts/acknowledge", """
                {"alert": "%s", "by": "test", "comment": "looking into it"}
                """.formatted(
                        story("Acknowledged").path("fingerprint").asString()));

        // then
        bellwether.await(
                "the story tells of it", () -> events(story("Acknowledged")).contains("acknowledged"));
    }

    @Test
    void aRuleFileOfPrometheusIsReadAsItIs() throws Exception {
        // when
        Files.writeString(bellwether.manifests().resolve("prometheus-rules.yml"), """
                groups:
                  - name: node
                    interval: 1s
                    labels: {group: node}
                    rules:
                      - record: instance:node_load1:doubled
                        expr: 2 * node_load1 + 1
                        labels: {origin: file}
                      - alert: RecordedSeriesIsThere
                        expr: instance:node_load1:doubled > 0
                        labels: {severity: warning}
                        annotations:
                          summary: 'twice is {{ $value | humanize }} on {{ $labels.origin }}'
                """);

        // then
        awaitPage("RecordedSeriesIsThere");
        assertThat(webhooks.of("RecordedSeriesIsThere").getFirst().summary())
                .startsWith("twice is ")
                .endsWith(" on file");
        assertThat(webhooks.of("RecordedSeriesIsThere")
                        .getFirst()
                        .labels()
                        .path("group")
                        .asString())
                .isEqualTo("node");
        bellwether.await(
                "the recorded series can be queried",
                () -> !bellwether
                        .api()
                        .query("instance:node_load1:doubled{origin=\"file\", group=\"node\"} >= 1")
                        .isEmpty());
    }

    @Test
    void aTypoHurtsItsRuleAlone() throws Exception {
        // when
        Files.writeString(bellwether.manifests().resolve("typo.yml"), """
                groups:
                  - name: typo
                    rules:
                      - alert: HasATypo
                        expr: summ(node_load1) > 0
                      - alert: BesideTheTypo
                        expr: node_load1 >= 0
                """);

        // then
        awaitPage("BesideTheTypo");
        bellwether.await("the error is shown", () -> !rule("HasATypo").isMissingNode());
        assertThat(rule("HasATypo").path("health").asString()).isEqualTo("err");
        assertThat(rule("HasATypo").path("lastError").asString()).contains("summ");
        bellwether.await(
                "the other rule is well",
                () -> rule("BesideTheTypo").path("health").asString().equals("ok"));
    }

    @Test
    void rulesForAWholeClusterComeIntoForce() throws Exception {
        // when
        ClusterRules.copy(bellwether.manifests());

        // then
        int wanted = ClusterRules.ALERTS + ClusterRules.RECORDINGS;
        bellwether.await(
                () -> "all rules of the cluster are well: " + wellRulesOfTheCluster() + " of " + wanted,
                () -> wellRulesOfTheCluster().equals(String.valueOf(wanted)));
        awaitPage("AlwaysFires");
    }

    /** How many there are, and which of them are not well. */
    private static String wellRulesOfTheCluster() {
        try {
            int well = 0;
            List<String> others = new ArrayList<>();
            for (JsonNode group :
                    bellwether.api().json("/api/v1/rules").path("data").path("groups")) {
                String name = group.path("name").asString();
                if (ClusterRules.groups().noneMatch(name::startsWith)) {
                    continue;
                }
                for (JsonNode one : group.path("rules")) {
                    if (one.path("health").asString().equals("ok")) {
                        well++;
                    } else if (others.size() < 5) {
                        others.add(one.path("name").asString() + ": "
                                + one.path("health").asString() + " "
                                + one.path("lastError").asString(""));
                    }
                }
            }
            return others.isEmpty() ? String.valueOf(well) : well + ", not well are " + others;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    @Test
    void aChangedRuleFileIsInForce() throws Exception {
        // given
        alertRule("changed.yaml", "Changed", "node_load1 >= 0");
        awaitPage("Changed");

        // when
        alertRule("changed.yaml", "Changed", "node_load1 < -1");
        long changed = System.nanoTime();

        // then
        bellwether.await(
                "the new expression is in force",
                () -> rule("Changed").path("query").asString().contains("-1"));
        System.out.println("a changed rule was in force after " + (System.nanoTime() - changed) / 1_000_000 + " ms");
        bellwether.await(
                "the end arrives",
                () -> webhooks.of("Changed").getLast().status().equals("resolved"));
        assertThat(webhooks.of("Changed")).hasSize(2);
    }

    @Test
    void alertsOfDebiansPrometheusArrive() throws Exception {
        Optional<Path> root = PrometheusProgram.root();
        assumeTrue(root.isPresent(), "no Prometheus: make a root with system-tests/bin/trixie-root");
        Path directory = Folders.temporary("prometheus-alerts");
        try {
            // given
            Path rules = Files.writeString(directory.resolve("rules.yml"), """
                    groups:
                      - name: sender
                        rules:
                          - alert: SentByPrometheus
                            expr: vector(1)
                            labels: {severity: critical}
                            annotations: {summary: 'from Prometheus'}
                    """);
            String configuration = """
                    global: {evaluation_interval: 1s}
                    rule_files: ['%s']
                    alerting:
                      alertmanagers:
                        - static_configs: [{targets: ['127.0.0.1:%d']}]
                    """.formatted(rules, bellwether.apiPort());

            // when
            try (PrometheusProgram prometheus = PrometheusProgram.start(
                    root.orElseThrow(), configuration, directory, "--rules.alert.resend-delay=1s")) {
                assertThat(prometheus.port()).isPositive();
                awaitPage("SentByPrometheus");
            }

            // then
            assertThat(webhooks.of("SentByPrometheus").getFirst().summary()).isEqualTo("from Prometheus");
        } finally {
            Folders.delete(directory);
        }
    }

    private static void awaitPage(String alert) {
        bellwether.await(() -> alert + " arrives", () -> !webhooks.of(alert).isEmpty());
    }

    private static void alertRule(String file, String name, String expression) throws IOException {
        Files.writeString(bellwether.manifests().resolve(file), """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: %s}
                spec: {expr: '%s', severity: info}
                """.formatted(name, expression));
    }

    private static JsonNode story(String alert) throws IOException, InterruptedException {
        return bellwether.api().json("/api/v1/explain?alert=" + alert).path("data");
    }

    private static String verdict(String alert) throws IOException, InterruptedException {
        return story(alert).path("verdict").asString("");
    }

    private static List<String> events(JsonNode story) {
        List<String> events = new ArrayList<>();
        story.path("events").forEach(event -> events.add(event.path("what").asString()));
        return events;
    }

    private static JsonNode rule(String name) throws IOException, InterruptedException {
        JsonNode data = bellwether.api().json("/api/v1/rules").path("data");
        for (JsonNode group : data.path("groups")) {
            for (JsonNode one : group.path("rules")) {
                if (one.path("name").asString().equals(name)) {
                    return one;
                }
            }
        }
        return data.path("no such rule");
    }
}
