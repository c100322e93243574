package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.operator.desired.Examples;
import dev.bellwether.operator.main.OperatorProcess;
import dev.bellwether.operator.main.OperatorSettings;
import dev.bellwether.operator.main.OperatorSettings.LeaseTiming;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Operators against a real API server, as ServiceAccounts that may do what the chart's role says and nothing else. */
final class OperatorBench implements AutoCloseable {
    private static final String ROLE = "bellwether-operator-test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LeaseTiming FAST =
            new LeaseTiming(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofMillis(300));

    private final ApiServer server;
    private final String namespace;
    private final KubernetesClient client;
    private final OperatorProcess operator;

    /** Starts an operator in a namespace of its own; of two in one namespace one leads. */
    OperatorBench(
            ApiServer server,
            String namespace,
            String pod,
            Optional<StackBridge.Factory> bridges,
            Optional<Path> file) {
        this.server = server;
        this.namespace = namespace;
        grant();
        Config config = server.configOf(
                "system:serviceaccount:" + namespace + ":operator",
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace,
                "system:authenticated");
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.operator = new OperatorProcess(
                client,
                new OperatorSettings(pod, namespace, "operator", Examples.IMAGES, true, file, FAST),
                "1.2.3",
                bridges,
                Clock.systemUTC(),
                () -> {});
        operator.start();
    }

    private void grant() {
        KubernetesClient admin = server.client();
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        try (InputStream rules = OperatorBench.class.getResourceAsStream("/rbac/operator.yaml")) {
            ClusterRole role = Serialization.unmarshal(rules, ClusterRole.class);
            role.setMetadata(new ObjectMetaBuilder().withName(ROLE).build());
            admin.resource(role).forceConflicts().serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ROLE + "-" + namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", ROLE)
                        .addNewSubject(null, "ServiceAccount", "operator", namespace)
                        .build())
                .forceConflicts()
                .serverSideApply();
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("operator")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("coordination.k8s.io")
                        .withResources("leases")
                        .withVerbs("get", "list", "watch", "create", "update", "patch")
                        .endRule()
                        .build())
                .serverSideApply();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("operator")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "operator")
                        .addNewSubject(null, "ServiceAccount", "operator", namespace)
                        .build())
                .serverSideApply();
    }

    OperatorProcess operator() {
        return operator;
    }

    /** Waits until something holds, looking ten times a second. */
    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute for: " + what).isLessThan(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Waits until a stack is ready, with a kubelet that does its work. */
    void awaitReady(String stack, FakeKubelet kubelet) {
        awaitReady(server, stack, kubelet);
    }

    static void awaitReady(ApiServer server, String stack, FakeKubelet kubelet) {
        await("stack " + stack + " ready", () -> {
            kubelet.work();
            MonitoringStack now = get(server, stack);
            return isTrue(now, "Ready")
                    && Objects.equals(
                            now.getStatus().observedGeneration(),
                            now.getMetadata().getGeneration());
        });
    }

    static MonitoringStack get(ApiServer server, String stack) {
        return server.client().resources(MonitoringStack.class).withName(stack).get();
    }

    static boolean isTrue(MonitoringStack stack, String type) {
        return condition(stack, type)
                .map(condition -> condition.getStatus().equals("True"))
                .orElse(false);
    }

    static Optional<Condition> condition(MonitoringStack stack, String type) {
        return stack == null || stack.getStatus() == null
                ? Optional.empty()
                : stack.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}
