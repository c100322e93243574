package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;

/**
 * The kinds of other operators, named here so that nobody has to ask the API server what they are called: where it does not
 * know them, that is an answer and no failure.
 */
final class ForeignKinds {
    private static final Map<String, String> PLURALS = Map.of(
            "Kafka", "kafkas",
            "KafkaNodePool", "kafkanodepools",
            "KafkaTopic", "kafkatopics",
            "KafkaUser", "kafkausers",
            "Cluster", "clusters");

    private ForeignKinds() {}

    /** What can be done with the object of a manifest. */
    static Resource<? extends HasMetadata> resource(KubernetesClient client, HasMetadata manifest) {
        if (!(manifest instanceof GenericKubernetesResource generic)) {
            return client.resource(manifest);
        }
        String version = generic.getApiVersion();
        int slash = version.indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(version.substring(0, slash))
                .withVersion(version.substring(slash + 1))
                .withKind(generic.getKind())
                .withPlural(PLURALS.getOrDefault(generic.getKind(), ""))
                .withNamespaced(true)
                .build();
        return client.genericKubernetesResources(context)
                .inNamespace(generic.getMetadata().getNamespace())
                .resource(generic);
    }
}
