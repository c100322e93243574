package dev.bellwether.operator.bridge.kubernetes;

import dev.bellwether.operator.bridge.SecretValues;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the Secrets that Notifiers name, each alone: the others are none of our business. Safe for use by many threads. */
final class KubernetesSecrets implements SecretValues, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesSecrets.class);

    private final KubernetesClient client;
    private final Consumer<String> changed;
    private final Map<Name, Watched> watched = new HashMap<>();

    /**
     * Prepares.
     *
     * @param changed told of a namespace in which a Secret has been read or has changed
     */
    KubernetesSecrets(KubernetesClient client, Consumer<String> changed) {
        this.client = client;
        this.changed = changed;
    }

    private final class Watched implements ResourceEventHandler<Secret> {
        private final Name name;
        private final SharedIndexInformer<Secret> informer;
        private boolean known;
        private Map<String, String> data = Map.of();

        Watched(Name name) {
            this.name = name;
            this.informer = client.secrets()
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .runnableInformer(0)
                    .exceptionHandler((started, failure) -> {
                        LOG.warn(
                                "the Secret {}/{} cannot be read now: {}",
                                name.namespace(),
                                name.name(),
                                failure.getClass().getSimpleName());
                        return true;
                    })
                    .addEventHandler(this);
            var unused = informer.start().thenRun(() -> now(null, false));
        }

        private void now(@Nullable Map<String, String> values, boolean gone) {
            synchronized (KubernetesSecrets.this) {
                known = true;
                if (values != null) {
                    data = Map.copyOf(values);
                } else if (gone) {
                    data = Map.of();
                }
            }
            changed.accept(name.namespace());
        }

        @Override
        public void onAdd(Secret secret) {
            now(secret.getData() == null ? Map.of() : secret.getData(), false);
        }

        @Override
        public void onUpdate(Secret before, Secret secret) {
            now(secret.getData() == null ? Map.of() : secret.getData(), false);
        }

        @Override
        public void onDelete(Secret secret, boolean unknown) {
            now(null, true);
        }
    }

    @Override
    public synchronized Answer find(String namespace, String name, String key) {
        Watched secret = watched.computeIfAbsent(new Name(namespace, name), Watched::new);
        String value = secret.data.get(key);
        return new Answer(secret.known, value == null ? null : decoded(value));
    }

    private static String decoded(String value) {
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void retain(Set<Name> used) {
        watched.entrySet().removeIf(entry -> {
            boolean unused = !used.contains(entry.getKey());
            if (unused) {
                entry.getValue().informer.stop();
            }
            return unused;
        });
    }

    @Override
    public void close() {
        retain(Set.of());
    }
}
