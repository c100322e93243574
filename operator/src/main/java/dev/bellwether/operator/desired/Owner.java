package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * The MonitoringStack as the owner of its children: with it they go, without a finalizer.
 *
 * @param apiVersion group and version of the kind
 * @param kind the kind
 * @param name the object's name
 * @param uid the object's uid
 */
public record Owner(String apiVersion, String kind, String name, String uid) {
    /** The reference; a deletion that waits for dependents does not wait for these. */
    public OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(true)
                .build();
    }
}
