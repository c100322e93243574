package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.desired.FoundationManifests;
import dev.bellwether.operator.desired.Labels;
import dev.bellwether.operator.desired.StackSettings;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.Set;

/** Makes the namespaces of a stack, and sets the Pod Security level of those that are there already. */
final class Namespaces {
    private final KubernetesClient client;
    private final Applier applier;

    Namespaces(KubernetesClient client, Applier applier) {
        this.client = client;
        this.applier = applier;
    }

    /** Makes sure of both; gives those that the operator has made for this stack. */
    Set<String> ensure(StackSettings settings, LiveObjects live) {
        FoundationManifests manifests = new FoundationManifests(settings);
        Set<String> made = new HashSet<>();
        for (String name : settings.names().namespaces()) {
            if (name.equals(settings.names().agentsNamespace())
                    && !settings.agents().enabled()) {
                continue;
            }
            Namespace present = client.namespaces().withName(name).get();
            boolean ours =
                    present == null || isMadeFor(present, settings.names().stack());
            applier.apply(manifests.namespace(name, ours), live);
            if (ours) {
                made.add(name);
            }
        }
        return made;
    }

    private static boolean isMadeFor(Namespace namespace, String stack) {
        return namespace.getMetadata().getAnnotations() != null
                && stack.equals(namespace.getMetadata().getAnnotations().get(Labels.MADE_FOR));
    }
}
