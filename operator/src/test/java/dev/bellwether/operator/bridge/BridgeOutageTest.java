package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that goes away, and definitions that do: the tests have a server of their own. */
@WithApiServer
class BridgeOutageTest {
    private static final int RULES = 15;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whileTheApiServerIsAwayNothingIsLostAndAfterwardsNothingIsWrittenThatIsSo() {
        try (ApiServer server = ApiServer.start();
                BridgeWorld world = new BridgeWorld(server.client(), directory)) {
            // given
            world.start(world.settings());
            for (int i = 0; i < RULES; i++) {
                world.applyRule("r" + i, "{expr: load > " + i + "}");
            }
            BridgeWorld.until(() -> world.rules.size() == RULES);
            for (int i = 0; i < RULES; i++) {
                world.engine("shop/r" + i, 1, RuleStatus.State.Inactive, 0);
            }
            for (int i = 0; i < RULES; i++) {
                String name = "r" + i;
                BridgeWorld.until(() -> world.reason(name).equals("InForce"));
            }
            Map<String, String> before = versions(server.client());

            // when
            server.stopServer();
            world.engine("shop/r0", 1, RuleStatus.State.Firing, 1);
            world.alertState("shop/r0", BridgeWorld.firing("a"));
            server.startServer();

            // then
            BridgeWorld.until(() -> world.alerts().size() == 1);
            BridgeWorld.until(() -> "Firing".equals(state(world, "r0")));
            assertThat(world.tombstones).isEmpty();
            assertThat(world.rules).hasSize(RULES);
            Map<String, String> after = versions(server.client());
            before.remove("r0");
            assertThat(after).containsAllEntriesOf(before);

            // when
            world.applyRule("r1", "{expr: load > 100}");

            // then
            BridgeWorld.until(() -> world.expression("shop/r1").equals("load > 100"));
        }
    }

    @Test
    void aDefinitionThatVanishesTakesNoRuleWithIt() {
        try (ApiServer server = ApiServer.start();
                BridgeWorld world = new BridgeWorld(server.client(), directory)) {
            // given
            Bridge bridge = world.start(world.settings());
            for (int i = 0; i < 3; i++) {
                world.applyRule("r" + i, "{expr: load > " + i + "}");
            }
            BridgeWorld.until(() -> world.rules.size() == 3);
            CustomResourceDefinition definition = definition(server.client());

            // when
            server.client().resource(definition).delete();

            // then
            BridgeWorld.until(() -> bridge.status().held() != null);
            assertThat(world.rules).hasSize(3);
            assertThat(bridge.status().held())
                    .extracting(BridgeStatus.Held::reason)
                    .asString()
                    .contains("their definition is gone");

            // when
            BridgeWorld.until(() -> definition(server.client()) == null);
            server.applyDefinitions();
            for (int i = 0; i < 3; i++) {
                world.applyRule("r" + i, "{expr: load > " + i + "}");
            }

            // then
            BridgeWorld.until(() -> bridge.status().held() == null);
            assertThat(world.tombstones).isEmpty();
        }
    }

    private static CustomResourceDefinition definition(KubernetesClient client) {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("alertrules.bellwether.dev")
                .get();
    }

    private static String state(BridgeWorld world, String name) {
        var status = world.status(name);
        return status == null || status.state() == null ? "" : status.state();
    }

    private static Map<String, String> versions(KubernetesClient client) {
        Map<String, String> versions = new TreeMap<>();
        client.resources(AlertRule.class)
                .inNamespace("shop")
                .list()
                .getItems()
                .forEach(rule -> versions.put(
                        rule.getMetadata().getName(), rule.getMetadata().getResourceVersion()));
        return versions;
    }
}
