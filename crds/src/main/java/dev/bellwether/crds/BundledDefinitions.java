package dev.bellwether.crds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The definitions that this version comes with, as the API server gets them. */
public final class BundledDefinitions {
    private BundledDefinitions() {}

    /** Every kind's definition, in the order of {@link Api#KINDS}. */
    public static List<CustomResourceDefinition> all() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        return Api.KINDS.stream().map(kind -> read(serialization, kind)).toList();
    }

    private static CustomResourceDefinition read(
            KubernetesSerialization serialization, Class<? extends CustomResource<?, ?>> kind) {
        String name = "/crds/" + Api.GROUP + "_" + HasMetadata.getPlural(kind) + ".yaml";
        try (InputStream text = BundledDefinitions.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return serialization.unmarshal(text, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
