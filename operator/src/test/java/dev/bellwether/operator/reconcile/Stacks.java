package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Makes stacks and looks at what becomes of them, as an administrator. */
final class Stacks {
    private final KubernetesClient client;

    Stacks(KubernetesClient client) {
        this.client = client;
    }

    void create(String name, String spec) {
        client.resource(stack(name, spec)).create();
    }

    void edit(String name, String spec) {
        client.resources(MonitoringStack.class).withName(name).edit(stack -> {
            stack.setSpec(stack(name, spec).getSpec());
            return stack;
        });
    }

    void wake(String name) {
        client.resources(MonitoringStack.class).withName(name).edit(stack -> {
            stack.getMetadata().setAnnotations(Map.of("example.com/note", "wake"));
            return stack;
        });
    }

    static MonitoringStack stack(String name, String spec) {
        return Serialization.unmarshal(
                "apiVersion: bellwether.dev/v1alpha1\nkind: MonitoringStack\nmetadata: {name: " + name + "}\nspec: "
                        + spec.replace("\n", " "),
                MonitoringStack.class);
    }

    int replicas(String namespace, String name) {
        return deployment(namespace, name).getSpec().getReplicas();
    }

    String image(String namespace, String name) {
        return deployment(namespace, name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    String hash(String namespace, String name) {
        return Objects.requireNonNull(deployment(namespace, name)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(Labels.CONFIG_HASH));
    }

    Deployment deployment(String namespace, String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    Map<String, String> secret(String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name).get().getData();
    }

    /** The versions of all objects of a stack. */
    Map<String, String> versions(String stack) {
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
