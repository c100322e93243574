package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.certificates.StackSecrets;
import dev.bellwether.operator.certificates.StackSecrets.WantedSecret;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.Hashes;
import dev.bellwether.operator.desired.Labels;
import dev.bellwether.operator.desired.Preset;
import dev.bellwether.operator.desired.StackNames;
import dev.bellwether.operator.desired.StackSettings;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets of one stack during one reconciliation: reads those that are there, makes those that are missing, renews
 * certificates that are due. What was generated once is created, never written over.
 */
final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final KubernetesClient client;
    private final StackSettings settings;
    private final Map<String, Map<String, String>> contents = new HashMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();

    Secrets(KubernetesClient client, StackSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Makes sure of all of them.
     *
     * @param preset says with how many partitions a new log begins
     * @throws DamagedSecretException where one that must not be written over is damaged; names it
     */
    void ensure(StackSecrets maker, Preset preset) {
        LogCluster beginning = new LogCluster(
                "",
                preset.samplePartitions(),
                preset.rulePartitions(),
                settings.log().brokers());
        for (WantedSecret wanted : wanted(maker, beginning)) {
            if (wanted.once()) {
                ensureOnce(wanted);
            } else if (!wanted.data().equals(read(wanted.name())) || !isOwnedAs(wanted)) {
                write(wanted);
            }
        }
    }

    private void ensureOnce(WantedSecret wanted) {
        if (!wanted.data().equals(read(wanted.name()))) {
            create(wanted);
        }
        if (!isOwnedAs(wanted)) {
            adopt(wanted);
        }
    }

    private List<WantedSecret> wanted(StackSecrets maker, LogCluster beginning) {
        try {
            return maker.wanted(settings.names(), beginning, this::read);
        } catch (IllegalArgumentException e) {
            throw new DamagedSecretException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The texts of a Secret in the stack's namespace; empty where there is none. Asks the API server once. */
    Map<String, String> read(String name) {
        Map<String, String> known = contents.get(name);
        if (known == null) {
            Secret secret = client.secrets()
                    .inNamespace(settings.names().namespace())
                    .withName(name)
                    .get();
            known = texts(secret);
            contents.put(name, known);
            owners.put(name, owners(secret));
        }
        return known;
    }

    /** Hashes of all that were read, for pods that must be made anew when one of them changes. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        contents.forEach((name, texts) -> {
            if (!texts.isEmpty()) {
                hashes.put(name, Hashes.ofTexts(texts));
            }
        });
        return hashes;
    }

    private void write(WantedSecret wanted) {
        client.resource(metadata(wanted)
                        .withType(wanted.type())
                        .withData(encoded(wanted.data()))
                        .build())
                .fieldManager(Labels.OPERATOR)
                .forceConflicts()
                .serverSideApply();
        contents.put(wanted.name(), wanted.data());
        owners.put(wanted.name(), wantedOwners(wanted));
        LOG.info("secret={} is made or renewed", wanted.name());
    }

    /** By a request that fails where there is one already. */
    private void create(WantedSecret wanted) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(wanted.name())
                .withNamespace(settings.names().namespace())
                .endMetadata()
                .withType(wanted.type())
                .withData(encoded(wanted.data()))
                .build();
        try {
            client.resource(secret).create();
            contents.put(wanted.name(), wanted.data());
            owners.put(wanted.name(), Set.of("nobody has labelled it yet"));
            LOG.info("secret={} is made", wanted.name());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // Somebody else was faster; theirs counts.
            contents.remove(wanted.name());
            read(wanted.name());
        }
    }

    /** Labels and owner, without a word about the contents. */
    private void adopt(WantedSecret wanted) {
        client.resource(metadata(wanted).build())
                .fieldManager(Labels.OPERATOR)
                .forceConflicts()
                .serverSideApply();
        owners.put(wanted.name(), wantedOwners(wanted));
    }

    private SecretBuilder metadata(WantedSecret wanted) {
        StackNames names = settings.names();
        SecretBuilder builder = new SecretBuilder()
                .withNewMetadata()
                .withName(wanted.name())
                .withNamespace(names.namespace())
                .withLabels(Labels.of(names))
                .endMetadata();
        if (hasOwner(wanted)) {
            builder.editMetadata()
                    .withOwnerReferences(settings.owner().reference())
                    .endMetadata();
        }
        return builder;
    }

    /** What holds data, or without which data cannot be read, has no owner: it stays. */
    private boolean hasOwner(WantedSecret wanted) {
        return !wanted.kept() || settings.deleteData();
    }

    private boolean isOwnedAs(WantedSecret wanted) {
        return wantedOwners(wanted).equals(owners.get(wanted.name()));
    }

    private Set<String> wantedOwners(WantedSecret wanted) {
        return hasOwner(wanted) ? Set.of(settings.owner().uid()) : Set.of();
    }

    private static Set<String> owners(@Nullable Secret secret) {
        return secret == null
                ? Set.of()
                : secret.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getUid)
                        .collect(Collectors.toSet());
    }

    private static Map<String, String> encoded(Map<String, String> texts) {
        Map<String, String> encoded = new HashMap<>();
        texts.forEach((key, text) ->
                encoded.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return encoded;
    }

    private static Map<String, String> texts(@Nullable Secret secret) {
        Map<String, String> texts = new HashMap<>();
        if (secret != null && secret.getData() != null) {
            secret.getData()
                    .forEach((key, encoded) ->
                            texts.put(key, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)));
        }
        return texts;
    }
}
