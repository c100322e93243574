package dev.bellwether.operator.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.operator.desired.Hashes;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes manifests by server-side apply, and only where that changes something: where the manifest is another than the one
 * that was applied last, which an annotation of the object tells, or where the object no longer is as the manifest asks. Safe
 * for use by many threads.
 */
final class Applier {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    /** What still differs right after it was applied: the API server wants it so, and writing it again would not help. */
    private final Map<ResourceKey, String> stubborn = new ConcurrentHashMap<>();

    Applier(KubernetesClient client) {
        this.client = client;
    }

    /** What an object is to its manifest. */
    enum Difference {
        /** It is as it should be. */
        NONE,
        /** It is not there. */
        ABSENT,
        /** The manifest is another than the one that was applied. */
        MANIFEST,
        /** Somebody else has changed the object. */
        DRIFT
    }

    /** How the live object differs from a manifest. */
    Difference difference(HasMetadata manifest, LiveObjects live) {
        return difference(manifest, live.find(manifest));
    }

    private Difference difference(HasMetadata manifest, Optional<HasMetadata> found) {
        if (found.isEmpty()) {
            return Difference.ABSENT;
        }
        String hash = Hashes.of(manifest);
        if (!hash.equals(appliedHash(found.get()))) {
            return Difference.MANIFEST;
        }
        Optional<String> deviation = deviation(manifest, found.get());
        if (deviation.isEmpty() || (hash + deviation.get()).equals(stubborn.get(ResourceKey.of(manifest)))) {
            return Difference.NONE;
        }
        return Difference.DRIFT;
    }

    /**
     * Applies a manifest where the object differs.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API server refuses it or is away
     */
    Difference apply(HasMetadata manifest, LiveObjects live) {
        Optional<HasMetadata> found = live.find(manifest);
        Difference difference = difference(manifest, found);
        if (difference == Difference.NONE) {
            return difference;
        }
        ResourceKey key = ResourceKey.of(manifest);
        if (difference == Difference.DRIFT) {
            LOG.info(
                    "object={} was changed by somebody else and is put right: {}",
                    key,
                    deviation(manifest, found.orElseThrow()).orElse(""));
        }
        String hash = Hashes.of(manifest);
        HasMetadata written = ForeignKinds.resource(client, marked(manifest, hash))
                .fieldManager(Labels.OPERATOR)
                .forceConflicts()
                .serverSideApply();
        live.written(written);
        deviation(manifest, written)
                .ifPresentOrElse(left -> stubborn.put(key, hash + left), () -> stubborn.remove(key));
        if (difference != Difference.DRIFT) {
            LOG.info("object={} applied, it was {}", key, difference == Difference.ABSENT ? "absent" : "another");
        }
        return difference;
    }

    private static Optional<String> deviation(HasMetadata manifest, HasMetadata live) {
        return ManifestMatch.difference(JSON.valueToTree(manifest), JSON.valueToTree(live));
    }

    private static String appliedHash(HasMetadata live) {
        Map<String, String> annotations = live.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.APPLIED_HASH, "");
    }

    private static HasMetadata marked(HasMetadata manifest, String hash) {
        ObjectNode tree = JSON.valueToTree(manifest);
        tree.withObject("/metadata/annotations").put(Labels.APPLIED_HASH, hash);
        return JSON.convertValue(tree, manifest.getClass());
    }
}
