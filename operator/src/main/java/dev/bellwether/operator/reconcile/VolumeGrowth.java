package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.desired.DesiredStack;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets volumes grow: the size in a StatefulSet cannot be changed, so its claims are asked for more and the StatefulSet is made
 * anew around its pods, which go on running. A size that is smaller is left to the API server to refuse.
 */
final class VolumeGrowth {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeGrowth.class);
    private static final String STORAGE = "storage";

    private final KubernetesClient client;

    VolumeGrowth(KubernetesClient client) {
        this.client = client;
    }

    /** Grows what should be larger than it is. */
    void grow(DesiredStack desired, LiveObjects live) {
        desired.parts()
                .values()
                .forEach(part -> part.workload().ifPresent(workload -> {
                    if (workload instanceof StatefulSet wanted
                            && live.find(wanted).orElse(null) instanceof StatefulSet present) {
                        grow(wanted, present);
                    }
                }));
    }

    private void grow(StatefulSet wanted, StatefulSet present) {
        List<PersistentVolumeClaim> templates = wanted.getSpec().getVolumeClaimTemplates();
        for (PersistentVolumeClaim template : templates) {
            String name = template.getMetadata().getName();
            Quantity size = size(template);
            boolean larger = present.getSpec().getVolumeClaimTemplates().stream()
                    .anyMatch(old -> name.equals(old.getMetadata().getName()) && isLess(size(old), size));
            if (larger) {
                for (int pod = 0; pod < present.getSpec().getReplicas(); pod++) {
                    claim(present, name + "-" + present.getMetadata().getName() + "-" + pod, size);
                }
                client.resource(present)
                        .withPropagationPolicy(DeletionPropagation.ORPHAN)
                        .delete();
                LOG.info("object={} is made anew for volumes of {}", ResourceKey.of(present), size);
            }
        }
    }

    private void claim(StatefulSet set, String name, Quantity size) {
        String namespace = set.getMetadata().getNamespace();
        PersistentVolumeClaim claim = client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (claim != null && isLess(size(claim), size)) {
            client.persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.STRATEGIC_MERGE)
                                    .withFieldManager(Labels.OPERATOR)
                                    .build(),
                            new PersistentVolumeClaimBuilder()
                                    .withNewMetadata()
                                    .withName(name)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withNewResources()
                                    .addToRequests(STORAGE, size)
                                    .endResources()
                                    .endSpec()
                                    .build());
        }
    }

    private static boolean isLess(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount()) < 0;
    }

    private static Quantity size(PersistentVolumeClaim claim) {
        Quantity size = claim.getSpec().getResources().getRequests().get(STORAGE);
        return size == null ? new Quantity("0") : size;
    }
}
