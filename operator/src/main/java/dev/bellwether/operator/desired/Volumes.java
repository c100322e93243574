package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;

/** The volumes of StatefulSets. */
final class Volumes {
    private Volumes() {}

    static PersistentVolumeClaim claim(
            StackSettings settings, Component component, String name, StackSettings.Storage storage) {
        return new PersistentVolumeClaimBuilder()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNewMetadata()
                .withName(name)
                .withLabels(Labels.selector(settings.names(), component))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withVolumeMode("Filesystem")
                .withStorageClassName(storage.storageClass().orElse(null))
                .withNewResources()
                .addToRequests("storage", new Quantity(storage.size()))
                .endResources()
                .endSpec()
                .build();
    }

    /** Data stays unless the user has said otherwise; a StatefulSet that is made anew finds its volumes again. */
    static StatefulSetPersistentVolumeClaimRetentionPolicy retention(StackSettings settings) {
        return new StatefulSetPersistentVolumeClaimRetentionPolicy(
                settings.deleteData() ? "Delete" : "Retain", "Retain");
    }
}
