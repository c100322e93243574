package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the README promises. One process serves all tests; whichever stops it starts it again. */
class EndToEndTest {
    private static WebhookListener webhooks;
    private static StandaloneProcess bellwether;

    @BeforeAll
    static void start() throws IOException {
        webhooks = new WebhookListener();
        bellwether = StandaloneProcess.create("end-to-end");
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
    void thisMachineIsAmongTheAgents() throws Exception {
        // given
        String thisMachine = InetAddress.getLocalHost().getHostName();

        // when
        bellwether.await(
                "an agent is live",
                () -> bellwether
                        .api()
                        .json("/api/v1/agents")
                        .path("agents")
                        .path(0)
                        .path("live")
                        .asBoolean(false));

        // then
        JsonNode agents = bellwether.api().json("/api/v1/agents").path("agents");
        assertThat(agents).hasSize(1);
        assertThat(agents.path(0).path("id").asString()).startsWith(thisMachine.split("\\.", 2)[0]);
    }

    @Test
    void samplesOfTheLoadGoOn() throws Exception {
        // given
        bellwether.await("there is a first sample", () -> !newestLoad().isEmpty());
        Instant before = Instant.parse(newestLoad());

        // then
        bellwether.await(
                "a newer sample comes", () -> Instant.parse(newestLoad()).isAfter(before));
    }

    private static String newestLoad() throws IOException, InterruptedException {
        JsonNode samples = bellwether
                .api()
                .json("/api/v1/range?metric=node_load1")
                .path("series")
                .path(0)
                .path("samples");
        return samples.isEmpty() ? "" : samples.path(samples.size() - 1).path(0).asString();
    }

    @Test
    void prometheusClientsCanAsk() {
        bellwether.await(
                "a rate can be computed",
                () -> bellwether
                                .api()
                                .query("sum by (mode) (rate(node_cpu_seconds_total[1m]))")
                                .size()
                        >= 8);
        bellwether.await(
                "the machine is up",
                () -> bellwether
                        .api()
                        .query("up == 1")
                        .path(0)
                        .path("value")
                        .path(1)
                        .asString("")
                        .equals("1"));
    }

    @Test
    void peopleReadProcessorsWithSql() {
        bellwether.await("cpu_metrics shows the use", () -> {
            try (Connection connection = bellwether.database().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT use_percent, load1, cores FROM cpu_metrics WHERE use_percent IS NOT NULL"
                                    + " AND load1 IS NOT NULL ORDER BY time DESC LIMIT 5")) {
                return rows.next() && rows.getDouble(1) >= 0 && rows.getDouble(1) <= 100 && rows.getInt(3) > 0;
            }
        });
    }

    @Test
    void peopleCannotWriteWithSql() throws SQLException {
        try (Connection connection = bellwether.database().connect();
                Statement statement = connection.createStatement()) {
            assertThatWritingFails(statement, "DELETE FROM series");
            assertThatWritingFails(statement, "SET default_transaction_read_only = off; DELETE FROM series");
        }
    }

    private static void assertThatWritingFails(Statement statement, String sql) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute(sql))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void anAlertArrivesOnceAndIsNotRepeatedAfterAKill() throws Exception {
        // given
        bellwether.await(
                "the example rule arrives", () -> !webhooks.of("MachineIsUp").isEmpty());
        Instant killed = Instant.now();

        // when
        bellwether.running().kill();
        bellwether.startAndAwaitReady();

        // then
        bellwether.await(
                "samples go on",
                () -> !newestLoad().isEmpty() && Instant.parse(newestLoad()).isAfter(killed.plusSeconds(5)));
        bellwether.await(
                "the rule is evaluated again",
                () -> lastEvaluation("MachineIsUp").isAfter(killed));
        writeRule("after-kill.yaml", "AfterTheKill", "node_load1 >= 0");
        bellwether.await(
                "another rule arrives", () -> !webhooks.of("AfterTheKill").isEmpty());
        assertThat(webhooks.of("MachineIsUp")).hasSize(1);
        assertThat(webhooks.of("MachineIsUp").getFirst().status()).isEqualTo("firing");
    }

    @Test
    void aChangedManifestIsInForceAndADamagedOneKeepsItsRules() throws Exception {
        // given
        Path file = writeRule("changing.yaml", "InForce", "node_load1 >= 0");
        bellwether.await("the new rule fires", () -> webhooks.of("InForce").size() == 1);

        // when
        Files.writeString(file, "kind: AlertRule\nspec: [\n");
        bellwether.await(
                "the damage is reported with the file's name",
                () -> bellwether.running().output().contains("changing.yaml:"));
        writeRule("other.yaml", "BesideTheDamage", "node_load1 >= 0");
        bellwether.await(
                "rules of other files come into force",
                () -> webhooks.of("BesideTheDamage").size() == 1);

        // then
        Instant now = Instant.now();
        bellwether.await(
                "the old rule is still evaluated",
                () -> lastEvaluation("InForce").isAfter(now));
        assertThat(webhooks.of("InForce")).hasSize(1);

        // when
        writeRule("changing.yaml", "InForce", "node_load1 < 0");

        // then
        bellwether.await(
                "the mended rule resolves", () -> webhooks.of("InForce").size() == 2);
        assertThat(webhooks.of("InForce").get(1).status()).isEqualTo("resolved");
    }

    private static Path writeRule(String file, String name, String expression) throws IOException {
        return Files.writeString(bellwether.manifests().resolve(file), """
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: %s}
                spec: {expr: '%s', severity: info}
                """.formatted(name, expression));
    }

    private static Instant lastEvaluation(String rule) throws IOException, InterruptedException {
        for (JsonNode group :
                bellwether.api().json("/api/v1/rules").path("data").path("groups")) {
            for (JsonNode one : group.path("rules")) {
                if (one.path("name").asString().equals(rule)) {
                    return Instant.parse(one.path("lastEvaluation").asString());
                }
            }
        }
        return Instant.EPOCH;
    }
}
