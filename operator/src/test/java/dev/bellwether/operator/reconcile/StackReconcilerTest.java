package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
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
    private Stacks stacks;

    @BeforeEach
    void startAnOperator(ApiServer shared) {
        server = shared;
        client = shared.client();
        stacks = new Stacks(client);
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
        stacks.create("first", "{namespace: first}");
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
        stacks.create("still", "{namespace: still}");
        bench.awaitReady("still", new FakeKubelet(client, "still"));
        OperatorBench.await("the bridge", () -> open.get() > 0);
        Map<String, String> before = stacks.versions("still");
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
        assertThat(stacks.versions("still")).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseHasChangedIsPutRight() {
        // given
        stacks.create("drift", "{namespace: drift}");
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
        OperatorBench.await("replicas as they were", () -> stacks.replicas("drift", "drift-query") == 1);
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
        stacks.create("change", "{namespace: change}");
        FakeKubelet kubelet = new FakeKubelet(client, "change");
        bench.awaitReady("change", kubelet);
        kubelet.stubborn.add("-kafka");
        String query = stacks.image("change", "change-query");

        // when
        stacks.edit("change", """
                {namespace: change, images: {query: "example/query:2", kafka: "example/kafka:2"}}
                """);
        OperatorBench.await("query waits", () -> {
            kubelet.work();
            return OperatorBench.condition(OperatorBench.get(server, "change"), "QueryReady")
                    .filter(condition -> condition.getReason().equals("WaitingForDependency"))
                    .isPresent();
        });
        String meanwhile = stacks.image("change", "change-query");
        kubelet.stubborn.clear();
        bench.awaitReady("change", kubelet);

        // then
        assertThat(meanwhile).isEqualTo(query);
        assertThat(stacks.image("change", "change-query")).isEqualTo("example/query:2");
    }

    @Test
    void aNewCertificateRollsThePodsThatReadIt() {
        // given
        stacks.create("certs", "{namespace: certs}");
        FakeKubelet kubelet = new FakeKubelet(client, "certs");
        bench.awaitReady("certs", kubelet);
        String before = stacks.hash("certs", "certs-gateway");
        String other = stacks.hash("certs", "certs-query");

        // when
        client.secrets().inNamespace("certs").withName("certs-gateway-tls").delete();
        stacks.wake("certs");

        // then
        OperatorBench.await("new pods", () -> {
            kubelet.work();
            return !stacks.hash("certs", "certs-gateway").equals(before);
        });
        assertThat(stacks.hash("certs", "certs-query")).isEqualTo(other);
    }

    @Test
    void theBridgeEndsWithTheStack() {
        // given
        stacks.create("bridged", "{namespace: bridged}");
        bench.awaitReady("bridged", new FakeKubelet(client, "bridged"));
        OperatorBench.await("the bridge", () -> open.get() == 1);

        // when
        client.resources(MonitoringStack.class).withName("bridged").delete();

        // then
        OperatorBench.await("its end", () -> open.get() == 0);
    }
}
