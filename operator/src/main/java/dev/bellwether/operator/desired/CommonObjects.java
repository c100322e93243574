package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;

/** The objects that stand beside a component's workload. */
final class CommonObjects {
    private CommonObjects() {}

    /** Name, namespace, labels and owner of a child of one component. */
    static ObjectMeta metadata(StackSettings settings, Component component, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(settings.names().namespaceOf(component))
                .withLabels(Labels.of(settings.names(), component))
                .withOwnerReferences(settings.owner().reference())
                .build();
    }

    /** No component talks to the API server: none gets a token unless its pod asks for one by name. */
    static ServiceAccount serviceAccount(StackSettings settings, Component component) {
        return new ServiceAccountBuilder()
                .withMetadata(metadata(settings, component, settings.names().of(component)))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    static Service service(StackSettings settings, Component component, ServicePort... ports) {
        return new ServiceBuilder()
                .withMetadata(metadata(settings, component, settings.names().of(component)))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selector(settings.names(), component))
                .withPorts(ports)
                .endSpec()
                .build();
    }

    static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol("TCP")
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .build();
    }

    /** One pod at a time, also where there is only one: a node must be able to go; a pod that is broken never holds one up. */
    static PodDisruptionBudget disruptionBudget(StackSettings settings, Component component) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(metadata(settings, component, settings.names().of(component)))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.selector(settings.names(), component))
                .endSelector()
                .endSpec()
                .build();
    }

    static ConfigMap configMap(StackSettings settings, Component component, String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(settings, component, name))
                .withData(data)
                .build();
    }
}
