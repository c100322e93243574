package dev.bellwether.operator.bridge.kubernetes;

import dev.bellwether.operator.bridge.Cluster;
import dev.bellwether.operator.bridge.ObjectKey;
import dev.bellwether.operator.bridge.ObjectKind;
import dev.bellwether.operator.bridge.WatchedObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches all objects of one kind, listed in pages. Objects are taken as they are, whatever their schema says, so that one that
 * nobody can read does not keep the others from being seen. Of each only a name is kept here.
 */
final class ObjectFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectFeed.class);
    private static final String NO_DATA = "bellwether.dev/no-data";

    private final KubernetesClient client;
    private final ObjectKind kind;
    private final Cluster.Listener listener;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    /** Objects of the first list that have not been told yet; null before that list is complete. */
    private @Nullable Set<String> untold;

    private final Set<String> told = new HashSet<>();
    private boolean listed;

    ObjectFeed(KubernetesClient client, ObjectKind kind, Cluster.Listener listener) {
        this.client = client;
        this.kind = kind;
        this.listener = listener;
        this.informer = client.genericKubernetesResources(context(kind))
                .inAnyNamespace()
                .withLimit(KubernetesCluster.PAGE)
                .runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(new SlimStore())
                .exceptionHandler((started, failure) -> {
                    LOG.warn("{} objects cannot be watched now: {}", kind.kind(), failure.toString());
                    return true;
                })
                .addEventHandler(new Handler());
    }

    static ResourceDefinitionContext context(ObjectKind kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(true)
                .build();
    }

    void start() {
        var unused = informer.start().thenRun(this::synced);
    }

    /** The list is complete, but the handler may not have heard of all of it. */
    private synchronized void synced() {
        Set<String> rest = new HashSet<>(informer.getStore().listKeys());
        rest.removeAll(told);
        told.clear();
        untold = rest;
        tellListed();
    }

    private void tellListed() {
        if (!listed && untold != null && untold.isEmpty()) {
            listed = true;
            listener.listed(kind);
        }
    }

    private synchronized void heard(GenericKubernetesResource object) {
        if (listed) {
            return;
        }
        String key = SlimStore.key(object);
        if (untold == null) {
            told.add(key);
        } else {
            untold.remove(key);
            tellListed();
        }
    }

    private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            listener.changed(watched(object));
            heard(object);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            listener.changed(watched(object));
            heard(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unknown) {
            listener.deleted(key(object));
            heard(object);
        }
    }

    private ObjectKey key(GenericKubernetesResource object) {
        return new ObjectKey(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    private WatchedObject watched(GenericKubernetesResource object) {
        long now = System.nanoTime();
        Map<String, String> labels = orEmpty(object.getMetadata().getLabels());
        Map<String, String> annotations =
                new LinkedHashMap<>(orEmpty(object.getMetadata().getAnnotations()));
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        Object spec = object.getAdditionalProperties().get("spec");
        Long generation = object.getMetadata().getGeneration();
        return new WatchedObject(
                key(object),
                object.getMetadata().getUid(),
                generation == null ? 0 : generation,
                Map.copyOf(labels),
                Map.copyOf(annotations),
                kind == ObjectKind.ALERT ? "" : manifest(object, annotations, spec),
                spec(spec),
                map(object.getAdditionalProperties().get("status")),
                now);
    }

    private String manifest(GenericKubernetesResource object, Map<String, String> annotations, @Nullable Object spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", object.getMetadata().getName());
        metadata.put("namespace", object.getMetadata().getNamespace());
        String noData = annotations.get(NO_DATA);
        if (noData != null) {
            metadata.put("annotations", Map.of(NO_DATA, noData));
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", kind.apiVersion());
        manifest.put("kind", kind.kind());
        manifest.put("metadata", metadata);
        manifest.put("spec", spec == null ? Map.of() : spec);
        return client.getKubernetesSerialization().asJson(manifest);
    }

    private Map<String, Object> spec(@Nullable Object spec) {
        return switch (kind) {
            case ALERT -> map(spec);
            case ALERT_RULE -> {
                Object preview = map(spec).get("preview");
                yield preview == null ? Map.of() : Map.of("preview", preview);
            }
            case PROMETHEUS_RULE, NOTIFIER, SILENCE -> Map.of();
        };
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> entries.put(String.valueOf(name), entry));
        }
        return entries;
    }

    @Override
    public void close() {
        informer.stop();
    }
}
