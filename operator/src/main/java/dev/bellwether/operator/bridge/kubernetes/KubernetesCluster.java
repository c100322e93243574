package dev.bellwether.operator.bridge.kubernetes;

import dev.bellwether.crds.Api;
import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.bridge.Cluster;
import dev.bellwether.operator.bridge.ObjectKey;
import dev.bellwether.operator.bridge.ObjectKind;
import dev.bellwether.operator.bridge.SecretValues;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API server by Fabric8's client. Everything is written by server-side apply, under the bridge's own field manager. */
public final class KubernetesCluster implements Cluster {
    /** Who owns the fields that are written here. */
    public static final String FIELD_MANAGER = "bellwether-bridge";

    static final long PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesCluster.class);
    private static final int AT_ONCE = 32;
    private static final long LOOK_MILLIS = 5_000;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final List<AutoCloseable> feeds = new ArrayList<>();
    private final PatchContext apply = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();
    private @Nullable KubernetesSecrets secrets;
    private volatile boolean closed;

    /** @param client stays the caller's */
    public KubernetesCluster(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void start(Listener listener) {
        secrets = new KubernetesSecrets(client, listener::secret);
        requests.execute(() -> namespaces(listener));
        requests.execute(() -> stacks(listener));
        for (ObjectKind kind : ObjectKind.values()) {
            requests.execute(() -> watch(kind, listener));
        }
    }

    /** As soon as the kind is served. */
    private void watch(ObjectKind kind, Listener listener) {
        while (!closed) {
            try {
                if (!definition(kind).isEmpty()) {
                    ObjectFeed feed = new ObjectFeed(client, kind, listener);
                    if (keep(feed)) {
                        feed.start();
                    }
                    return;
                }
                LOG.debug("{} is not served", kind.definition());
            } catch (KubernetesClientException e) {
                LOG.warn("whether {} is served cannot be found out: {}", kind.definition(), e.getMessage());
            }
            if (!pause()) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized boolean keep(AutoCloseable feed) {
        if (closed) {
            return false;
        }
        feeds.add(feed);
        return true;
    }

    private void namespaces(Listener listener) {
        SharedIndexInformer<Namespace> informer = client.namespaces()
                .withLimit(PAGE)
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> {
                    LOG.warn("namespaces cannot be watched now: {}", failure.toString());
                    return true;
                })
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Namespace namespace) {
                        listener.namespace(namespace.getMetadata().getName(), labels(namespace));
                    }

                    @Override
                    public void onUpdate(Namespace before, Namespace namespace) {
                        listener.namespace(namespace.getMetadata().getName(), labels(namespace));
                    }

                    @Override
                    public void onDelete(Namespace namespace, boolean unknown) {
                        listener.namespace(namespace.getMetadata().getName(), null);
                    }
                });
        if (keep(informer)) {
            var unused = informer.start().thenRun(() -> {
                informer.getStore()
                        .list()
                        .forEach(namespace ->
                                listener.namespace(namespace.getMetadata().getName(), labels(namespace)));
                listener.namespacesListed();
            });
        }
    }

    private void stacks(Listener listener) {
        SharedIndexInformer<MonitoringStack> informer = client.resources(MonitoringStack.class)
                .withLimit(PAGE)
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> {
                    LOG.warn("MonitoringStacks cannot be watched now: {}", failure.toString());
                    return true;
                })
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(MonitoringStack stack) {
                        listener.stack(stack.getMetadata().getName(), true);
                    }

                    @Override
                    public void onUpdate(MonitoringStack before, MonitoringStack stack) {
                        // It is there as before.
                    }

                    @Override
                    public void onDelete(MonitoringStack stack, boolean unknown) {
                        listener.stack(stack.getMetadata().getName(), false);
                    }
                });
        if (keep(informer)) {
            var unused = informer.start();
        }
    }

    private static Map<String, String> labels(Namespace namespace) {
        Map<String, String> labels = namespace.getMetadata().getLabels();
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    private String definition(ObjectKind kind) {
        CustomResourceDefinition definition = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(kind.definition())
                .get();
        boolean served = definition != null
                && definition.getMetadata().getDeletionTimestamp() == null
                && definition.getSpec().getVersions().stream()
                        .anyMatch(version -> version.getName().equals(kind.version()) && version.getServed());
        return served ? definition.getMetadata().getUid() : "";
    }

    @Override
    public CompletableFuture<String> served(ObjectKind kind) {
        return request(() -> definition(kind));
    }

    @Override
    public SecretValues secrets() {
        return Objects.requireNonNull(secrets, "the cluster is not started");
    }

    @Override
    public CompletableFuture<?> writeStatus(ObjectKey key, String uid, Object status) {
        return request(() -> {
            GenericKubernetesResource object = object(key);
            object.getMetadata().setUid(uid);
            object.setAdditionalProperty("status", status);
            return objects(key).resource(object).subresource("status").patch(apply);
        });
    }

    @Override
    public CompletableFuture<String> apply(
            ObjectKey key, Map<String, String> labels, Map<String, String> annotations, Owner owner) {
        return request(() -> {
            GenericKubernetesResource object = object(key);
            object.getMetadata().setLabels(labels);
            object.getMetadata().setAnnotations(annotations);
            if (!owner.uid().isEmpty()) {
                object.getMetadata()
                        .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                                .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                                .withKind("MonitoringStack")
                                .withName(owner.name())
                                .withUid(owner.uid())
                                .build()));
            }
            return objects(key).resource(object).patch(apply).getMetadata().getUid();
        });
    }

    private static GenericKubernetesResource object(ObjectKey key) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(key.kind().apiVersion());
        object.setKind(key.kind().kind());
        object.setMetadata(new ObjectMetaBuilder()
                .withName(key.name())
                .withNamespace(key.namespace())
                .build());
        return object;
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            objects(ObjectKey key) {
        return client.genericKubernetesResources(ObjectFeed.context(key.kind())).inNamespace(key.namespace());
    }

    @Override
    public CompletableFuture<?> delete(ObjectKey key, String uid) {
        return request(() -> {
            Resource<GenericKubernetesResource> object = objects(key).withName(key.name());
            GenericKubernetesResource there = object.get();
            if (there != null && there.getMetadata().getUid().equals(uid)) {
                return object.delete();
            }
            return List.of();
        });
    }

    private <T> CompletableFuture<T> request(Callable<T> call) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            requests.execute(() -> {
                try {
                    places.acquire();
                    try {
                        done.complete(call.call());
                    } finally {
                        places.release();
                    }
                } catch (KubernetesClientException e) {
                    done.completeExceptionally(isGone(e) ? new GoneException(String.valueOf(e.getMessage()), e) : e);
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private static boolean isGone(KubernetesClientException e) {
        boolean terminating =
                e.getCode() == FORBIDDEN && String.valueOf(e.getMessage()).contains("because it is being terminated");
        return e.getCode() == NOT_FOUND || e.getCode() == CONFLICT || terminating;
    }

    @Override
    public <T> @Nullable T convert(Map<String, Object> json, Class<T> type) {
        if (json.isEmpty()) {
            return null;
        }
        try {
            return client.getKubernetesSerialization().convertValue(json, type);
        } catch (IllegalArgumentException e) {
            LOG.debug("a status is no {}", type.getSimpleName(), e);
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
        requests.shutdownNow();
        synchronized (this) {
            for (AutoCloseable feed : feeds) {
                try {
                    feed.close();
                } catch (Exception e) {
                    LOG.debug("a watch does not end", e);
                }
            }
        }
        KubernetesSecrets open = secrets;
        if (open != null) {
            open.close();
        }
    }
}
