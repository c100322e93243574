package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.Facts.RunningPod;
import dev.bellwether.operator.desired.Labels;
import dev.bellwether.operator.desired.StackNames;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The pods of one stack. Those of the agents, of which there may be thousands, are asked for when somebody wants to know. */
final class StackPods {
    private static final long SOME = 20;
    private static final Set<Component> SCRAPED =
            Set.of(Component.GATEWAY, Component.WRITER, Component.ALERT_ENGINE, Component.QUERY);

    private final KubernetesClient client;
    private final StackNames names;
    private final Set<Pod> known;

    StackPods(KubernetesClient client, Context<MonitoringStack> context, StackNames names) {
        this.client = client;
        this.names = names;
        this.known = context.getSecondaryResources(Pod.class);
    }

    /** Some pods of a component: all that there are, but for the agents'. */
    Collection<Pod> some(Component component) {
        if (component == Component.AGENT) {
            return client.pods()
                    .inNamespace(names.agentsNamespace())
                    .withLabels(Labels.selector(names, component))
                    .list(new ListOptionsBuilder().withLimit(SOME).build())
                    .getItems();
        }
        return known.stream().filter(pod -> isOf(pod, component)).toList();
    }

    /** The pods that have metrics and an address. */
    List<RunningPod> running() {
        List<RunningPod> running = new ArrayList<>();
        for (Pod pod : known) {
            for (Component component : SCRAPED) {
                if (isOf(pod, component) && isRunning(pod)) {
                    running.add(new RunningPod(
                            component,
                            pod.getMetadata().getName(),
                            pod.getStatus().getPodIP(),
                            pod.getSpec().getNodeName()));
                }
            }
        }
        return running;
    }

    private static boolean isRunning(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase())
                && pod.getStatus().getPodIP() != null
                && pod.getSpec().getNodeName() != null;
    }

    private static boolean isOf(Pod pod, Component component) {
        return pod.getMetadata().getLabels() != null
                && component.label().equals(pod.getMetadata().getLabels().get(Labels.NAME));
    }
}
