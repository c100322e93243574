package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the informers know of a stack's objects during one reconciliation, corrected by what the API server has answered to
 * writes that they have not seen yet. Objects of other operators are asked for.
 */
final class InformedObjects implements LiveObjects {
    private final KubernetesClient client;
    private final WrittenVersions writes;
    private final Map<ResourceKey, HasMetadata> known = new HashMap<>();

    InformedObjects(KubernetesClient client, Context<MonitoringStack> context, WrittenVersions writes) {
        this.client = client;
        this.writes = writes;
        for (Class<? extends HasMetadata> kind : ChildKinds.ALL) {
            context.getSecondaryResources(kind).forEach(object -> known.put(ResourceKey.of(object), object));
        }
        writes.newest(known);
    }

    @Override
    public Optional<HasMetadata> find(HasMetadata manifest) {
        if (manifest instanceof GenericKubernetesResource generic) {
            return asked(generic);
        }
        ResourceKey key = ResourceKey.of(manifest);
        if (!ChildKinds.ALL.contains(manifest.getClass())) {
            return Optional.ofNullable(client.resource(manifest).get());
        }
        return Optional.ofNullable(known.get(key));
    }

    /** An object whose kind is not there is not there. */
    private Optional<HasMetadata> asked(GenericKubernetesResource manifest) {
        try {
            return Optional.ofNullable(ForeignKinds.resource(client, manifest).get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Collection<HasMetadata> all() {
        return known.values();
    }

    @Override
    public void written(HasMetadata object) {
        known.put(ResourceKey.of(object), object);
        writes.written(object);
    }
}
