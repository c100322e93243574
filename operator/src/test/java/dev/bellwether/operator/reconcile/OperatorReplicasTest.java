package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithApiServer
class OperatorReplicasTest {
    @Test
    void aSecondOperatorStandsByUntilTheFirstIsGone(ApiServer server) {
        // given
        KubernetesClient client = server.client();
        try (OperatorBench first = bench(server, "operator-pair", "a", Optional.empty())) {
            OperatorBench.await("a leader", first.operator()::leads);
            try (OperatorBench second = bench(server, "operator-pair", "b", Optional.empty())) {
                // when
                client.resource(stack("pair")).create();
                first.awaitReady("pair", new FakeKubelet(client, "pair"));

                // then
                assertThat(second.operator().leads()).isFalse();
                assertThat(second.operator().problem()).isEmpty();

                // when
                first.close();
                OperatorBench.await("the second to lead", second.operator()::leads);
                client.apps()
                        .deployments()
                        .inNamespace("pair")
                        .withName("pair-query")
                        .edit(query -> new DeploymentBuilder(query)
                                .editSpec()
                                .withReplicas(3)
                                .endSpec()
                                .build());

                // then
                OperatorBench.await(
                        "drift put right by the second",
                        () -> client.apps()
                                        .deployments()
                                        .inNamespace("pair")
                                        .withName("pair-query")
                                        .get()
                                        .getSpec()
                                        .getReplicas()
                                == 1);
                client.resource(stack("pair")).delete();
            }
        }
    }

    @Test
    void theChartsStackIsMadeByTheLeaderAndAChangeOfOthersStays(ApiServer server, @TempDir Path folder)
            throws IOException {
        // given
        KubernetesClient client = server.client();
        Path file = Files.writeString(folder.resolve("stack.yaml"), """
                apiVersion: bellwether.dev/v1alpha1
                kind: MonitoringStack
                metadata: {name: charted}
                spec: {namespace: charted}
                ---
                apiVersion: bellwether.dev/v1alpha1
                kind: AlertRule
                metadata: {name: shipped, namespace: charted}
                spec: {expr: "up == 0"}
                """);

        // when
        try (OperatorBench bench = bench(server, "operator-charted", "a", Optional.of(file))) {
            bench.awaitReady("charted", new FakeKubelet(client, "charted"));
        }
        client.resources(MonitoringStack.class).withName("charted").edit(stack -> {
            stack.getMetadata().setLabels(Map.of("example.com/mine", "yes"));
            return stack;
        });
        try (OperatorBench bench = bench(server, "operator-charted", "b", Optional.of(file))) {
            OperatorBench.await("a leader", bench.operator()::leads);
        }

        // then
        MonitoringStack stack = OperatorBench.get(server, "charted");
        assertThat(stack.getMetadata().getLabels()).containsEntry("example.com/mine", "yes");
        assertThat(stack.getSpec().namespace()).isEqualTo("charted");
        assertThat(client.genericKubernetesResources("bellwether.dev/v1alpha1", "AlertRule")
                        .inNamespace("charted")
                        .withName("shipped")
                        .get())
                .isNotNull();
        client.resource(stack).delete();
    }

    @Test
    void anAbsenceOfTheApiServerChangesNothingAndAfterwardsEverythingIsPutRight() {
        // given
        try (ApiServer own = ApiServer.start();
                OperatorBench bench = bench(own, "operator-away", "a", Optional.empty())) {
            FakeKubelet kubelet = new FakeKubelet(own.client(), "away");
            own.client().resource(stack("away")).create();
            bench.awaitReady("away", kubelet);
            Map<String, String> before = versions(own.client());

            // when
            own.stopServer();
            own.startServer();

            // then
            own.client()
                    .apps()
                    .deployments()
                    .inNamespace("away")
                    .withName("away-writer")
                    .edit(writer -> new DeploymentBuilder(writer)
                            .editSpec()
                            .withReplicas(0)
                            .endSpec()
                            .build());
            OperatorBench.await(
                    "drift put right",
                    () -> own.client()
                                    .apps()
                                    .deployments()
                                    .inNamespace("away")
                                    .withName("away-writer")
                                    .get()
                                    .getSpec()
                                    .getReplicas()
                            == 1);
            Map<String, String> after = versions(own.client());
            before.remove("Deployment away/away-writer");
            after.remove("Deployment away/away-writer");
            assertThat(after).isEqualTo(before);
        }
    }

    private static OperatorBench bench(ApiServer server, String namespace, String pod, Optional<Path> file) {
        return new OperatorBench(server, namespace, pod, Optional.empty(), file);
    }

    private static MonitoringStack stack(String name) {
        return Serialization.unmarshal(
                "apiVersion: bellwether.dev/v1alpha1\nkind: MonitoringStack\nmetadata: {name: " + name
                        + "}\nspec: {namespace: " + name + "}",
                MonitoringStack.class);
    }

    private static Map<String, String> versions(KubernetesClient client) {
        Map<String, String> versions = new TreeMap<>();
        for (Class<? extends HasMetadata> kind : ChildKinds.ALL) {
            client.resources(kind)
                    .inAnyNamespace()
                    .withLabel("app.kubernetes.io/instance", "away")
                    .list()
                    .getItems()
                    .forEach(object -> versions.put(
                            ResourceKey.of(object).toString(),
                            object.getMetadata().getResourceVersion()));
        }
        return versions;
    }
}
