package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * Which object.
 *
 * @param group its API's group; empty for the core
 * @param kind its kind
 * @param namespace its namespace; empty where it belongs to the cluster
 * @param name its name
 */
record ResourceKey(String group, String kind, String namespace, String name) {
    static ResourceKey of(HasMetadata object) {
        String version = object.getApiVersion();
        int slash = version.indexOf('/');
        return new ResourceKey(
                slash < 0 ? "" : version.substring(0, slash),
                object.getKind(),
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }

    /** For people: {@code Deployment bellwether/main-writer}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
