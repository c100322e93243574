package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of workloads that they are rolled out, as the controllers and the kubelet of a real cluster would. */
final class FakeKubelet {
    private final KubernetesClient client;
    private final Map<String, String> stack;

    /** What it leaves alone, by the end of the name. */
    final Set<String> stubborn = new HashSet<>();

    /** The names of workloads in the order in which it first saw each of their generations. */
    final List<String> order = new ArrayList<>();

    FakeKubelet(KubernetesClient client, String stack) {
        this.client = client;
        this.stack = Map.of("app.kubernetes.io/instance", stack, "app.kubernetes.io/managed-by", "bellwether-operator");
    }

    /** One look: everything that is not rolled out becomes so. */
    void work() {
        client.apps().statefulSets().inAnyNamespace().withLabels(stack).list().getItems().stream()
                .filter(set -> isNew(
                        set, set.getStatus() == null ? null : set.getStatus().getObservedGeneration()))
                .forEach(this::rollOut);
        client.apps().deployments().inAnyNamespace().withLabels(stack).list().getItems().stream()
                .filter(one -> isNew(
                        one, one.getStatus() == null ? null : one.getStatus().getObservedGeneration()))
                .forEach(this::rollOut);
        client.apps().daemonSets().inAnyNamespace().withLabels(stack).list().getItems().stream()
                .filter(set -> isNew(
                        set, set.getStatus() == null ? null : set.getStatus().getObservedGeneration()))
                .forEach(this::rollOut);
    }

    private boolean isNew(HasMetadata object, @Nullable Long observed) {
        return !object.getMetadata().getGeneration().equals(observed)
                && stubborn.stream()
                        .noneMatch(end -> object.getMetadata().getName().endsWith(end));
    }

    private void rollOut(StatefulSet set) {
        int replicas = set.getSpec().getReplicas();
        set.setStatus(new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .withCurrentRevision("r" + set.getMetadata().getGeneration())
                .withUpdateRevision("r" + set.getMetadata().getGeneration())
                .build());
        write(set);
    }

    private void rollOut(Deployment deployment) {
        int replicas = deployment.getSpec().getReplicas();
        deployment.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .build());
        write(deployment);
    }

    private void rollOut(DaemonSet set) {
        set.setStatus(new DaemonSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withCurrentNumberScheduled(3)
                .withDesiredNumberScheduled(3)
                .withNumberAvailable(3)
                .withNumberReady(3)
                .withNumberMisscheduled(0)
                .withUpdatedNumberScheduled(3)
                .build());
        write(set);
    }

    private void write(HasMetadata workload) {
        try {
            client.resource(workload).updateStatus();
            order.add(workload.getMetadata().getName());
        } catch (KubernetesClientException e) {
            // It has been changed or deleted meanwhile: the next look will do.
        }
    }
}
