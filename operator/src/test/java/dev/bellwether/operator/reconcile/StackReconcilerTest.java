package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithApiServer
class StackReconcilerTest {
    private static final String NAMESPACE = "operator-lifecycle";

    private final AtomicInteger updates = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private ApiServer server;
    private KubernetesClient client;
    private OperatorBench bench;

    @BeforeEach
    void startAnOperator(ApiServer shared) {
        server = shared;
        client = shared.client();
        bench = new OperatorBench(shared, NAMESPACE, "operator-a", Optional.of(this::bridge), Optional.empty());
    }

    private StackBridge bridge(MonitoringStack stack, StackAccess access, Runnable changed) {
        open.incrementAndGet();
        return new StackBridge() {
            @Override
            public void update(MonitoringStack newest) {
                updates.incrementAndGet();
            }

            @Override
            public BridgeReport report() {
                return BridgeReport.NONE;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
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
    void aStackIsInstalledInOrderAndBecomesReady() {
        // given
        FakeKubelet kubelet = new FakeKubelet(client, "first");

        // when
        create("first", "{namespace: first}");
        bench.awaitReady("first", kubelet);

        // then
        assertThat(kubelet.order.indexOf("first-writer"))
                .isGreaterThan(kubelet.order.indexOf("first-kafka"))
                .isGreaterThan(kubelet.order.indexOf("first-database"));
        assertThat(kubelet.order.indexOf("first-agent")).isGreaterThan(kubelet.order.indexOf("first-gateway"));
        MonitoringStack ready = OperatorBench.get(server, "first");
        assertThat(ready.getStatus().ready()).isEqualTo("7/7");
        assertThat(ready.getStatus().version()).isEqualTo("1.2.3");
        assertThat(ready.getStatus().components()).hasSize(7);
        assertThat(ready.getStatus().conditions())
                .extracting(Condition::getType)
                .contains(
                        "Ready",
                        "Progressing",
                        "Degraded",
                        "KafkaReady",
                        "AlertEngineReady",
                        "AgentsReady",
                        "BridgeReady");
        assertThat(ready.getMetadata().getFinalizers()).isEmpty();
        assertThat(client.namespaces()
                        .withName("first-agents")
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "privileged");
        assertThat(client.v1().events().inNamespace("default").list().getItems())
                .filteredOn(event -> "first".equals(event.getInvolvedObject().getName()))
                .anySatisfy(event -> assertThat(event.getMessage()).startsWith("Ready is True"));
    }

    @Test
    void nothingIsWrittenToAStackThatIsAsItShouldBe() {
        // given
        create("still", "{namespace: still}");
        bench.awaitReady("still", new FakeKubelet(client, "still"));
        OperatorBench.await("the bridge", () -> open.get() > 0);
        Map<String, String> before = versions("still");
        int seen = updates.get();

        // when: it is looked at again, after a change that asks for nothing
        client.resources(MonitoringStack.class).withName("still").edit(stack -> {
            stack.getMetadata().setAnnotations(Map.of("example.com/note", "look"));
            return stack;
        });
        OperatorBench.await("another look", () -> updates.get() > seen);
        client.resources(MonitoringStack.class).withName("still").edit(stack -> {
            stack.getMetadata().setAnnotations(Map.of("example.com/note", "look again"));
            return stack;
        });
        OperatorBench.await("another look", () -> updates.get() > seen + 1);

        // then
        assertThat(versions("still")).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseHasChangedIsPutRight() {
        // given
        create("drift", "{namespace: drift}");
        FakeKubelet kubelet = new FakeKubelet(client, "drift");
        bench.awaitReady("drift", kubelet);

        // when
        client.apps()
                .deployments()
                .inNamespace("drift")
                .withName("drift-query")
                .edit(query -> new DeploymentBuilder(query)
                        .editSpec()
                        .withReplicas(0)
                        .endSpec()
                        .build());
        client.services().inNamespace("drift").withName("drift-query").delete();

        // then
        OperatorBench.await("replicas as they were", () -> replicas("drift", "drift-query") == 1);
        OperatorBench.await(
                "the Service",
                () -> client.services()
                                .inNamespace("drift")
                                .withName("drift-query")
                                .get()
                        != null);
    }

    @Test
    void aChangeWaitsForWhatComesBefore() {
        // given
        create("change", "{namespace: change}");
        FakeKubelet kubelet = new FakeKubelet(client, "change");
        bench.awaitReady("change", kubelet);
        kubelet.stubborn.add("-kafka");
        String query = image("change", "change-query");

        // when
        edit("change", """
                {namespace: change, images: {query: "example/query:2", kafka: "example/kafka:2"}}
                """);
        OperatorBench.await("query waits", () -> {
            kubelet.work();
            return OperatorBench.condition(OperatorBench.get(server, "change"), "QueryReady")
                    .filter(condition -> condition.getReason().equals("WaitingForDependency"))
                    .isPresent();
        });
        String meanwhile = image("change", "change-query");
        kubelet.stubborn.clear();
        bench.awaitReady("change", kubelet);

        // then
        assertThat(meanwhile).isEqualTo(query);
        assertThat(image("change", "change-query")).isEqualTo("example/query:2");
    }

    @Test
    void aNewCertificateRollsThePodsThatReadIt() {
        // given
        create("certs", "{namespace: certs}");
        FakeKubelet kubelet = new FakeKubelet(client, "certs");
        bench.awaitReady("certs", kubelet);
        String before = hash("certs", "certs-gateway");
        String other = hash("certs", "certs-query");

        // when
        client.secrets().inNamespace("certs").withName("certs-gateway-tls").delete();
        wake("certs");

        // then
        OperatorBench.await("new pods", () -> {
            kubelet.work();
            return !hash("certs", "certs-gateway").equals(before);
        });
        assertThat(hash("certs", "certs-query")).isEqualTo(other);
    }

    @Test
    void whatIsNoLongerAskedForGoesAndDataStays() {
        // given
        create("orphan", "{namespace: orphan}");
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
        edit("orphan", """
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
        create("keep", "{namespace: keep}");
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
        Map<String, String> password = secret("keep", "keep-database");
        edit("keep", "{namespace: keep, deletionPolicy: Delete}");

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
        assertThat(secret("keep", "keep-database")).isEqualTo(password);

        // when
        edit("keep", "{namespace: keep}");

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
        create("refused", """
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
        create("missing", """
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
        create("others", """
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
        create("grow", "{namespace: grow}");
        FakeKubelet kubelet = new FakeKubelet(client, "grow");
        bench.awaitReady("grow", kubelet);

        // when
        edit("grow", "{namespace: grow, preset: medium}");
        bench.awaitReady("grow", kubelet);

        // then
        assertThat(replicas("grow", "grow-gateway")).isEqualTo(2);
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace("grow")
                        .withName("grow-kafka")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);

        // when
        edit("grow", "{namespace: grow, kafka: {managed: {brokers: 3}}}");

        // then
        OperatorBench.await(
                "the reason",
                () -> OperatorBench.condition(OperatorBench.get(server, "grow"), "Ready")
                        .filter(condition -> condition.getReason().equals("InvalidSpec")
                                && condition.getMessage().contains("asks for 3 brokers and the log was made with 1"))
                        .isPresent());
    }

    @Test
    void theBridgeEndsWithTheStack() {
        // given
        create("bridged", "{namespace: bridged}");
        bench.awaitReady("bridged", new FakeKubelet(client, "bridged"));
        OperatorBench.await("the bridge", () -> open.get() == 1);

        // when
        client.resources(MonitoringStack.class).withName("bridged").delete();

        // then
        OperatorBench.await("its end", () -> open.get() == 0);
    }

    private void create(String name, String spec) {
        client.resource(stack(name, spec)).create();
    }

    private void edit(String name, String spec) {
        client.resources(MonitoringStack.class).withName(name).edit(stack -> {
            stack.setSpec(stack(name, spec).getSpec());
            return stack;
        });
    }

    private void wake(String name) {
        client.resources(MonitoringStack.class).withName(name).edit(stack -> {
            stack.getMetadata().setAnnotations(Map.of("example.com/note", "wake"));
            return stack;
        });
    }

    private static MonitoringStack stack(String name, String spec) {
        return Serialization.unmarshal(
                "apiVersion: bellwether.dev/v1alpha1\nkind: MonitoringStack\nmetadata: {name: " + name + "}\nspec: "
                        + spec.replace("\n", " "),
                MonitoringStack.class);
    }

    private int replicas(String namespace, String name) {
        return deployment(namespace, name).getSpec().getReplicas();
    }

    private String image(String namespace, String name) {
        return deployment(namespace, name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private String hash(String namespace, String name) {
        return deployment(namespace, name)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(Labels.CONFIG_HASH);
    }

    private Deployment deployment(String namespace, String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    private Map<String, String> secret(String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name).get().getData();
    }

    /** The versions of all objects of a stack. */
    private Map<String, String> versions(String stack) {
        Map<String, String> versions = new TreeMap<>();
        for (Class<? extends HasMetadata> kind : ChildKinds.ALL) {
            client.resources(kind)
                    .inAnyNamespace()
                    .withLabel(Labels.INSTANCE, stack)
                    .list()
                    .getItems()
                    .forEach(object -> versions.put(
                            ResourceKey.of(object).toString(),
                            object.getMetadata().getResourceVersion()));
        }
        client.secrets()
                .inNamespace(stack)
                .list()
                .getItems()
                .forEach(secret -> versions.put(
                        "Secret " + secret.getMetadata().getName(),
                        secret.getMetadata().getResourceVersion()));
        return versions;
    }
}
