package dev.bellwether.operator.main;

import dev.bellwether.crds.BundledDefinitions;
import dev.bellwether.operator.desired.Hashes;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
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
        for (CustomResourceDefinition definition : BundledDefinitions.all()) {
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
        for (CustomResourceDefinition definition : BundledDefinitions.all()) {
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
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
