package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithApiServer
class StackBordersTest {
    private static final String NAMESPACE = "operator-borders";

    private ApiServer server;
    private KubernetesClient client;
    private OperatorBench bench;
    private Stacks stacks;

    @BeforeEach
    void startAnOperator(ApiServer shared) {
        server = shared;
        client = shared.client();
        stacks = new Stacks(client);
        bench = new OperatorBench(shared, NAMESPACE, "operator-a", Optional.empty(), Optional.empty());
    }

    @AfterEach
    void stopIt() {
        client.resources(MonitoringStack.class)
                .list()
                .getItems()
                .forEach(stack -> client.resource(stack).delete());
        bench.close();
    }

    @Test
    void whatIsNoLongerAskedForGoesAndDataStays() {
        // given
        stacks.create("orphan", "{namespace: orphan}");
        bench.awaitReady("orphan", new FakeKubelet(client, "orphan"));
        PersistentVolumeClaim claim = client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("data-orphan-kafka-0")
                        .withNamespace("orphan")
                        .withLabels(Map.of(
                                Labels.INSTANCE, "orphan", Labels.MANAGED_BY, Labels.OPERATOR, Labels.NAME, "kafka"))
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();

        // when
        stacks.edit("orphan", """
                {namespace: orphan, agents: {enabled: false}, networkPolicies: false,
                 kafka: {external: {bootstrapServers: "kafka:9092"}}}
                """);

        // then
        OperatorBench.await(
                "no Kafka",
                () -> client.apps()
                                .statefulSets()
                                .inNamespace("orphan")
                                .withName("orphan-kafka")
                                .get()
                        == null);
        OperatorBench.await(
                "no agents",
                () -> client.apps()
                        .daemonSets()
                        .inNamespace("orphan-agents")
                        .list()
                        .getItems()
                        .isEmpty());
        OperatorBench.await(
                "no policies",
                () -> client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace("orphan")
                        .list()
                        .getItems()
                        .isEmpty());
        assertThat(client.resource(claim).get()).isNotNull();
        assertThat(client.secrets()
                        .inNamespace("orphan")
                        .withName("orphan-kafka-cluster")
                        .get())
                .isNotNull();
    }

    @Test
    void dataHasNoOwnerUnlessTheStackSaysSo() {
        // given
        stacks.create("keep", "{namespace: keep}");
        bench.awaitReady("keep", new FakeKubelet(client, "keep"));
        List<String> kept = List.of("keep-database", "keep-ca", "keep-sealing", "keep-kafka-cluster");

        // then
        for (Secret secret : client.secrets().inNamespace("keep").list().getItems()) {
            assertThat(secret.getMetadata().getOwnerReferences().isEmpty())
                    .as(secret.getMetadata().getName())
                    .isEqualTo(kept.contains(secret.getMetadata().getName()));
        }
        assertThat(client.namespaces().withName("keep").get().getMetadata().getOwnerReferences())
                .isEmpty();

        // when
        Map<String, String> password = stacks.secret("keep", "keep-database");
        stacks.edit("keep", "{namespace: keep, deletionPolicy: Delete}");

        // then
        OperatorBench.await(
                "owners",
                () -> client.secrets().inNamespace("keep").list().getItems().stream()
                        .allMatch(secret ->
                                secret.getMetadata().getOwnerReferences().size() == 1));
        OperatorBench.await(
                "the namespace's owner",
                () -> client.namespaces()
                                .withName("keep")
                                .get()
                                .getMetadata()
                                .getOwnerReferences()
                                .size()
                        == 1);
        assertThat(stacks.secret("keep", "keep-database")).isEqualTo(password);

        // when
        stacks.edit("keep", "{namespace: keep}");

        // then
        OperatorBench.await(
                "no owners of data",
                () -> client.secrets().inNamespace("keep").list().getItems().stream()
                        .filter(secret -> kept.contains(secret.getMetadata().getName()))
                        .allMatch(secret ->
                                secret.getMetadata().getOwnerReferences().isEmpty()));
    }

    @Test
    void aRefusedOverlayIsNamedAndHurtsItsComponentAlone() {
        // given
        stacks.create("refused", """
                {namespace: refused, ingest: {writer: {podTemplate: {spec: {restartPolicy: Sometimes}}}}}
                """);
        FakeKubelet kubelet = new FakeKubelet(client, "refused");

        // when
        OperatorBench.await("the refusal", () -> {
            kubelet.work();
            return OperatorBench.condition(OperatorBench.get(server, "refused"), "WriterReady")
                    .filter(condition -> condition.getReason().equals("ApplyRefused"))
                    .isPresent();
        });

        // then
        Condition writer = OperatorBench.condition(OperatorBench.get(server, "refused"), "WriterReady")
                .orElseThrow();
        assertThat(writer.getMessage()).contains("restartPolicy").contains("podTemplate");
        OperatorBench.await("the gateway", () -> {
            kubelet.work();
            return OperatorBench.isTrue(OperatorBench.get(server, "refused"), "GatewayReady");
        });
        assertThat(OperatorBench.condition(OperatorBench.get(server, "refused"), "Degraded")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("True");
    }

    @Test
    void aSecretThatIsNamedAndMissingIsSaid() {
        // given
        stacks.create("missing", """
                {namespace: missing, database: {external: {host: db.example.com, credentialsSecret: nowhere}}}
                """);

        // then
        OperatorBench.await(
                "the reason",
                () -> OperatorBench.condition(OperatorBench.get(server, "missing"), "Ready")
                        .filter(condition -> condition.getReason().equals("SecretMissing")
                                && condition.getMessage().contains("missing/nowhere"))
                        .isPresent());
    }

    @Test
    void otherOperatorsThatAreNotThereAreMissed() {
        // given
        stacks.create("others", """
                {namespace: others, kafka: {strimzi: {}}, database: {cloudNativePG: {image: "example/timescale:1"}}}
                """);

        // then
        OperatorBench.await(
                "the reason",
                () -> OperatorBench.condition(OperatorBench.get(server, "others"), "KafkaReady")
                        .filter(condition -> condition.getReason().equals("OperatorMissing"))
                        .isPresent());
        assertThat(OperatorBench.condition(OperatorBench.get(server, "others"), "DatabaseReady")
                        .orElseThrow()
                        .getReason())
                .isEqualTo("OperatorMissing");
    }

    @Test
    void aLargerPresetKeepsTheBrokersThatTheLogWasMadeWith() {
        // given
        stacks.create("grow", "{namespace: grow}");
        FakeKubelet kubelet = new FakeKubelet(client, "grow");
        bench.awaitReady("grow", kubelet);

        // when
        stacks.edit("grow", "{namespace: grow, preset: medium}");
        bench.awaitReady("grow", kubelet);

        // then
        assertThat(stacks.replicas("grow", "grow-gateway")).isEqualTo(2);
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace("grow")
                        .withName("grow-kafka")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);

        // when
        stacks.edit("grow", "{namespace: grow, kafka: {managed: {brokers: 3}}}");

        // then
        OperatorBench.await(
                "the reason",
                () -> OperatorBench.condition(OperatorBench.get(server, "grow"), "Ready")
                        .filter(condition -> condition.getReason().equals("InvalidSpec")
                                && condition.getMessage().contains("asks for 3 brokers and the log was made with 1"))
                        .isPresent());
    }
}
