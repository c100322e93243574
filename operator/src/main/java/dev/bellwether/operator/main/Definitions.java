package dev.bellwether.operator.main;

import dev.bellwether.crds.Api;
import dev.bellwether.operator.desired.Hashes;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The custom resource definitions that the operator came with: a new operator brings what it needs. */
final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
    private static final long PATIENCE_SECONDS = 60;

    private final KubernetesClient client;

    Definitions(KubernetesClient client) {
        this.client = client;
    }

    /** Applies those that are absent or others, by server-side apply, and waits until all are served. */
    void apply() {
        for (CustomResourceDefinition definition : bundled()) {
            String name = definition.getMetadata().getName();
            String hash = Hashes.of(definition);
            CustomResourceDefinition present = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .get();
            if (present == null || !hash.equals(applied(present))) {
                definition.getMetadata().getAnnotations().put(Labels.APPLIED_HASH, hash);
                client.resource(definition)
                        .fieldManager(Labels.OPERATOR)
                        .forceConflicts()
                        .serverSideApply();
                LOG.info("definition={} is applied", name);
            }
        }
    }

    /**
     * Waits until all are served.
     *
     * @throws IllegalStateException after a minute; names the one that is missing
     */
    void await() {
        for (CustomResourceDefinition definition : bundled()) {
            String name = definition.getMetadata().getName();
            CustomResourceDefinition served = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .waitUntilCondition(Definitions::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!isEstablished(served)) {
                throw new IllegalStateException("the custom resource definition " + name + " is not served");
            }
        }
    }

    private static String applied(CustomResourceDefinition present) {
        Map<String, String> annotations = present.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.APPLIED_HASH, "");
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    static List<CustomResourceDefinition> bundled() {
        return Api.KINDS.stream().map(Definitions::read).toList();
    }

    private static CustomResourceDefinition read(Class<? extends CustomResource<?, ?>> kind) {
        String name = CustomResource.getCRDName(kind);
        String file = "/crds/" + Api.GROUP + "_" + name.substring(0, name.indexOf('.')) + ".yaml";
        try (InputStream stream = Definitions.class.getResourceAsStream(file)) {
            return Serialization.unmarshal(
                    Objects.requireNonNull(stream, () -> file + " is missing in the operator's archives"),
                    CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
