package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.alert.Alert;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real API server and a real log. What the engine says is written by the test. */
@WithApiServer
class BridgeTest {
    private final KubernetesClient client;
    private final BridgeWorld world;

    BridgeTest(ApiServer server, @TempDir Path directory) {
        this.client = server.client();
        this.world = new BridgeWorld(client, directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRuleIsInForceAndItsStatusProvesItAndATypoHurtsItselfAlone() {
        // given
        world.start(world.settings());
        world.applyRule("high", "{expr: load > 5}");
        world.applyRule("typo", "{expr: 'load >> 5'}");
        long applied = System.nanoTime();
        world.applyRule("late", "{expr: load > 6}");

        // then
        BridgeWorld.until(() -> world.rules.containsKey("shop/late"));
        System.out.printf(
                "from kubectl apply's answer to the record: %d ms%n",
                (Objects.requireNonNull(world.arrivedNanos.get("shop/late@1")) - applied) / 1_000_000);
        assertThat(world.rules).containsOnlyKeys("shop/high", "shop/late");
        BridgeWorld.until(() -> world.reason("typo").equals("Invalid"));
        AlertRuleStatus typo = Objects.requireNonNull(world.status("typo"));
        assertThat(Objects.requireNonNull(typo.error()).column()).isEqualTo(7);
        BridgeWorld.until(() -> world.reason("high").equals("WaitingForEngine"));

        // when
        world.engine("shop/high", 1, RuleStatus.State.Firing, 2);

        // then
        BridgeWorld.until(() -> world.reason("high").equals("InForce"));
        AlertRuleStatus status = Objects.requireNonNull(world.status("high"));
        assertThat(Objects.requireNonNull(status.inForce()).generation()).isEqualTo(1);
        assertThat(status.firing()).isEqualTo(2);
        System.out.println(
                "in force after " + Objects.requireNonNull(status.inForce()).after());

        // when
        world.applyRule("high", "{expr: load > 7}");

        // then
        BridgeWorld.until(() -> world.expression("shop/high").equals("load > 7"));
        world.engine("shop/high", 2, RuleStatus.State.Inactive, 0);
        BridgeWorld.until(() -> world.generationInForce("high") == 2);

        // when
        client.resources(AlertRule.class).inNamespace("shop").withName("late").delete();

        // then
        BridgeWorld.until(() -> !world.rules.containsKey("shop/late"));
    }

    @Test
    void anAlertBecomesAnObjectIsAcknowledgedResolvesAndIsCollected() {
        // given
        world.start(world.settings(false, Duration.ofSeconds(2)));
        world.applyRule("high", "{expr: load > 5, annotations: {summary: too much}}");
        BridgeWorld.until(() -> world.rules.containsKey("shop/high"));

        // when
        world.alertState("shop/high", BridgeWorld.firing("a"));

        // then
        BridgeWorld.until(() -> world.alerts().size() == 1);
        BridgeWorld.until(() -> world.condition("Firing").equals("True"));
        Alert alert = world.alerts().getFirst();
        assertThat(alert.getMetadata().getName()).startsWith("high-");
        assertThat(alert.getStatus().severity()).isEqualTo("page");

        // when
        client.resource(alert).edit(found -> {
            found.getMetadata()
                    .getAnnotations()
                    .putAll(Map.of("bellwether.dev/acknowledge", "true", "bellwether.dev/acknowledged-by", "ann"));
            return found;
        });

        // then
        BridgeWorld.until(() -> world.condition("Acknowledged").equals("True"));
        assertThat(world.controls.current().acknowledgements()).hasSize(1);
        assertThat(world.controls.current().acknowledgements().getFirst().by()).isEqualTo("ann");

        // when
        world.alertState("shop/high");

        // then
        BridgeWorld.until(() ->
                world.condition("Resolved").equals("True") || world.alerts().isEmpty());
        BridgeWorld.until(() -> world.alerts().isEmpty());
        BridgeWorld.until(() -> world.controls.current().acknowledgements().isEmpty());
    }

    @Test
    void aNotifiersSecretIsSealedAndFollowsItsSecret() {
        // given
        world.start(world.settings());
        world.apply("Notifier", "chat", "{webhook: {urlFrom: {secretKeyRef: {name: chat, key: url}}}}");
        BridgeWorld.until(() -> "SecretMissing".equals(world.readyReason(ObjectKind.NOTIFIER, "chat")));

        // when
        world.secret("https://chat.example/s3cret");

        // then
        BridgeWorld.until(() -> world.url().equals("https://chat.example/s3cret"));
        BridgeWorld.until(() -> "InForce".equals(world.readyReason(ObjectKind.NOTIFIER, "chat")));

        // when
        world.secret("https://chat.example/0ther");

        // then
        BridgeWorld.until(() -> world.url().equals("https://chat.example/0ther"));
        assertThat(world.controlTexts).noneMatch(text -> text.contains("s3cret") || text.contains("0ther"));
        client.secrets().inNamespace("shop").withName("chat").delete();
    }

    @Test
    void twoBridgesAndARestartWriteNothingTwice() {
        // given
        world.start(world.settings());
        for (int i = 0; i < 12; i++) {
            world.applyRule("r" + i, "{expr: load > " + i + "}");
        }
        BridgeWorld.until(() -> world.rules.size() == 12);

        // when
        Bridge second = world.start(world.settings());
        BridgeWorld.until(
                () -> second.status().ready() && second.status().rules().selected() == 12);
        world.applyRule("r0", "{expr: load > 100}");
        BridgeWorld.until(() -> world.expression("shop/r0").equals("load > 100"));

        // then
        assertThat(world.rules.values())
                .filteredOn(rule -> rule.generation() > 1)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(world.tombstones).isEmpty();
    }

    @Test
    void whenTooMuchWouldGoAtOnceItIsHeldBackUntilThatIsConfirmed() {
        // given
        Bridge bridge = world.start(world.settings());
        for (int i = 0; i < 15; i++) {
            world.applyRule("r" + i, "{expr: load > " + i + "}");
        }
        BridgeWorld.until(() -> world.rules.size() == 15);

        // when
        client.resources(AlertRule.class).inNamespace("shop").delete();

        // then
        BridgeWorld.until(() -> bridge.status().held() != null);
        assertThat(world.rules).hasSizeGreaterThanOrEqualTo(5);
        String confirmation = Objects.requireNonNull(bridge.status().held()).confirmation();

        // when
        bridge.update(world.settings(false, Duration.ofHours(1), confirmation));

        // then
        BridgeWorld.until(world.rules::isEmpty);
        BridgeWorld.until(() -> bridge.status().held() == null);
    }

    @Test
    void whatWasDeletedWhileNobodyLookedGoesAndForeignRulesStay() {
        // given
        world.put("kubernetes", "shop/old");
        world.put("manifests", "shop/theirs");
        BridgeWorld.until(() -> world.rules.size() == 2);

        // when
        world.start(world.settings());

        // then
        BridgeWorld.until(() -> !world.rules.containsKey("shop/old"));
        world.applyRule("theirs", "{expr: load > 1}");
        BridgeWorld.until(() -> world.reason("theirs").equals("NameTaken"));
        assertThat(Objects.requireNonNull(world.rules.get("shop/theirs")).origin())
                .isEqualTo("manifests");
    }

    @Test
    void namespacesSeeThemselvesAlone() {
        // given
        world.start(world.settings(true, Duration.ofHours(1)));

        // when
        world.applyRule("high", "{expr: sum(load) > 5}");
        world.apply("Silence", "quiet", """
                {matchers: ['severity="page"'], startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z"}""");

        // then
        BridgeWorld.until(() -> world.rules.containsKey("shop/high"));
        assertThat(world.expression("shop/high")).isEqualTo("sum(load{namespace=\"shop\"}) > 5");
        BridgeWorld.until(() -> world.controls.current().silences().size() == 1);
        assertThat(world.controls.current().silences().getFirst().matchers()).hasSize(2);
        BridgeWorld.until(() -> "InForce".equals(world.readyReason(ObjectKind.SILENCE, "quiet")));
    }

    @Test
    void testsInARuleAreRun() {
        world.start(world.settings());
        world.applyRule("high", """
                {expr: load > 5, tests: [
                  {name: good, inputSeries: [{series: load, values: "10"}], alerts: [{at: 0s, firing: [{labels: {}}]}]},
                  {name: bad, inputSeries: [{series: load, values: "1"}], alerts: [{at: 0s, firing: [{labels: {}}]}]}]}""");
        BridgeWorld.until(() -> world.status("high") != null
                && Objects.requireNonNull(world.status("high")).tests() != null);
        AlertRuleStatus.TestResults results = Objects.requireNonNull(
                Objects.requireNonNull(world.status("high")).tests());
        assertThat(results.passed()).isEqualTo(1);
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.failures()).first().asString().startsWith("bad: ");
    }
}
