package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands before every component: namespaces with their Pod Security level, and a priority. */
public final class FoundationManifests {
    /** Above everything that has no priority of its own, far below what the cluster itself needs. */
    private static final int PRIORITY = 1_000_000;

    private final StackSettings settings;

    public FoundationManifests(StackSettings settings) {
        this.settings = settings;
    }

    /**
     * A namespace of the stack.
     *
     * @param made whether the operator has made it, or is about to; only then it may go with the stack's data
     */
    public Namespace namespace(String name, boolean made) {
        String level = name.equals(settings.names().namespace()) ? "restricted" : HostAccess.POD_SECURITY;
        Map<String, String> labels = new LinkedHashMap<>();
        for (String mode : List.of("enforce", "audit", "warn")) {
            labels.put("pod-security.kubernetes.io/" + mode, level);
            labels.put("pod-security.kubernetes.io/" + mode + "-version", "latest");
        }
        ObjectMetaBuilder metadata = new ObjectMetaBuilder().withName(name);
        if (made) {
            labels.putAll(Labels.of(settings.names()));
            metadata.addToAnnotations(Labels.MADE_FOR, settings.names().stack());
            if (settings.deleteData()) {
                metadata.withOwnerReferences(settings.owner().reference());
            }
        }
        return new NamespaceBuilder()
                .withMetadata(metadata.withLabels(labels).build())
                .build();
    }

    /** The objects of the whole stack beside its namespaces. */
    List<HasMetadata> objects() {
        return List.of(new PriorityClassBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(settings.names().priority())
                        .withLabels(Labels.of(settings.names()))
                        .withOwnerReferences(settings.owner().reference())
                        .build())
                .withValue(PRIORITY)
                .withGlobalDefault(false)
                .withDescription("Pods of the monitoring stack "
                        + settings.names().stack() + ": who watches must not be the first to go.")
                .build());
    }
}
