package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what the operator has made for a stack and the stack no longer asks for. It removes only objects of {@link
 * ChildKinds} that the stack owns; their pods go with them, volumes stay.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final KubernetesClient client;

    Orphans(KubernetesClient client) {
        this.client = client;
    }

    void remove(Stream<HasMetadata> desired, Collection<HasMetadata> live, String owner) {
        for (HasMetadata orphan : orphans(desired, live, owner)) {
            client.resource(orphan)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
            LOG.info("object={} is no longer asked for and removed", ResourceKey.of(orphan));
        }
    }

    static List<HasMetadata> orphans(Stream<HasMetadata> desired, Collection<HasMetadata> live, String owner) {
        Set<ResourceKey> wanted = desired.map(ResourceKey::of).collect(Collectors.toSet());
        return live.stream()
                .filter(object -> !wanted.contains(ResourceKey.of(object)))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .filter(object -> object.getMetadata().getOwnerReferences() != null
                        && object.getMetadata().getOwnerReferences().stream()
                                .anyMatch(reference -> owner.equals(reference.getUid())))
                .toList();
    }
}
