package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;

/**
 * The kinds of objects that a stack is made of and that may go when it no longer asks for them. Namespaces, Secrets, volumes
 * and the objects of other operators are none of these: with them data would go.
 */
final class ChildKinds {
    static final List<Class<? extends HasMetadata>> ALL = List.of(
            ServiceAccount.class,
            ConfigMap.class,
            Service.class,
            Deployment.class,
            StatefulSet.class,
            DaemonSet.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class,
            HorizontalPodAutoscaler.class,
            PriorityClass.class);

    private ChildKinds() {}
}
