package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a workload's status says.
 *
 * @param desired how many pods there should be
 * @param ready how many are ready
 * @param rolledOut whether every pod is of the newest form and the status is about the newest manifest
 * @param stalled whether its controller has given up waiting for progress
 * @param enough whether so many are ready that those who need it can rely on it
 * @param detail what another operator says of its object; empty where there is nothing to say
 */
record WorkloadState(int desired, int ready, boolean rolledOut, boolean stalled, boolean enough, String detail) {
    /** Of so many agents one may be missing: nodes come and go. */
    private static final int NODES_FOR_ONE_MISSING = 10;

    static WorkloadState of(HasMetadata live) {
        return switch (live) {
            case Deployment deployment -> deployment(deployment);
            case StatefulSet set -> statefulSet(set);
            case DaemonSet set -> daemonSet(set);
            case GenericKubernetesResource generic -> foreign(generic);
            default -> throw new IllegalArgumentException(live.getKind() + " is no workload");
        };
    }

    private static WorkloadState deployment(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        int desired = number(deployment.getSpec().getReplicas(), 1);
        if (status == null) {
            return new WorkloadState(desired, 0, false, false, false, "");
        }
        int ready = number(status.getReadyReplicas(), 0);
        boolean rolledOut = isObserved(deployment, status.getObservedGeneration())
                && number(status.getUpdatedReplicas(), 0) >= desired
                && number(status.getReplicas(), 0) <= desired;
        boolean stalled = status.getConditions().stream()
                .anyMatch(condition -> "Progressing".equals(condition.getType())
                        && "ProgressDeadlineExceeded".equals(condition.getReason()));
        boolean enough = number(status.getAvailableReplicas(), 0) >= desired;
        return new WorkloadState(desired, ready, rolledOut, stalled, enough, "");
    }

    private static WorkloadState statefulSet(StatefulSet set) {
        StatefulSetStatus status = set.getStatus();
        int desired = number(set.getSpec().getReplicas(), 1);
        if (status == null) {
            return new WorkloadState(desired, 0, false, false, false, "");
        }
        int ready = number(status.getReadyReplicas(), 0);
        boolean rolledOut = isObserved(set, status.getObservedGeneration())
                && Objects.equals(status.getCurrentRevision(), status.getUpdateRevision())
                && number(status.getReplicas(), 0) == desired;
        return new WorkloadState(
                desired, ready, rolledOut, false, number(status.getAvailableReplicas(), 0) >= desired, "");
    }

    private static WorkloadState daemonSet(DaemonSet set) {
        DaemonSetStatus status = set.getStatus();
        if (status == null) {
            return new WorkloadState(0, 0, false, false, false, "");
        }
        int desired = number(status.getDesiredNumberScheduled(), 0);
        int available = number(status.getNumberAvailable(), 0);
        boolean rolledOut = isObserved(set, status.getObservedGeneration())
                && number(status.getUpdatedNumberScheduled(), 0) >= desired - desired / NODES_FOR_ONE_MISSING;
        return new WorkloadState(
                desired,
                number(status.getNumberReady(), 0),
                rolledOut,
                false,
                available >= desired - desired / NODES_FOR_ONE_MISSING,
                "");
    }

    /** Strimzi's Kafka and CloudNativePG's Cluster: both have a condition Ready. */
    private static WorkloadState foreign(GenericKubernetesResource object) {
        Map<?, ?> spec = map(object.get("spec"));
        Map<?, ?> status = map(object.get("status"));
        Map<?, ?> condition = Map.of();
        if (status.get("conditions") instanceof List<?> conditions) {
            for (Object entry : conditions) {
                if ("Ready".equals(map(entry).get("type"))) {
                    condition = map(entry);
                }
            }
        }
        boolean ready = "True".equals(condition.get("status"));
        Object observed = status.get("observedGeneration");
        boolean current = !(observed instanceof Number generation)
                || generation.longValue() >= object.getMetadata().getGeneration();
        int desired = spec.get("instances") instanceof Number instances ? instances.intValue() : 1;
        int readyNow =
                status.get("readyInstances") instanceof Number instances ? instances.intValue() : ready ? desired : 0;
        Object detail = condition.containsKey("message") ? condition.get("message") : status.get("phase");
        return new WorkloadState(
                desired,
                readyNow,
                current,
                false,
                ready && readyNow >= desired,
                detail == null ? "" : detail.toString());
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static boolean isObserved(HasMetadata object, @Nullable Long observed) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || (observed != null && observed >= generation);
    }

    private static int number(@Nullable Integer value, int absent) {
        return value == null ? absent : value;
    }
}
