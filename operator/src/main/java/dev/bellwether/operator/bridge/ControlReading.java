package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.alerting.tenancy.NamespaceScope;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.SecretSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Notifier or a Silence says under the settings of a stack.
 *
 * @param subject what is to be in force, its secrets in clear; null where there is nothing
 * @param reason why there is nothing, one of {@link Reasons}; empty where there is something, or where a Secret is being read
 * @param why the same for people
 * @param secrets the Secrets that it names
 */
record ControlReading(Control.@Nullable Subject subject, String reason, String why, Set<SecretValues.Name> secrets) {
    private static final List<String> SECRET_FIELDS = List.of(
            ".token", ".password", ".bearerToken", ".apiKey", ".routingKey", ".userKey", ".signingKey", "slack.url");

    ControlReading {
        secrets = Set.copyOf(secrets);
    }

    /** Says no more than what may be shown. */
    @Override
    public String toString() {
        return "ControlReading[" + reason + "]";
    }

    /** A Secret, or a key of it, is not there. */
    private static final class MissingSecretException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean known;

        MissingSecretException(boolean known, String message) {
            super(message);
            this.known = known;
        }
    }

    private static ControlReading none(String reason, String why, Set<SecretValues.Name> secrets) {
        return new ControlReading(null, reason, why, secrets);
    }

    static ControlReading of(
            WatchedObject object,
            BridgeSettings settings,
            @Nullable Map<String, String> namespaceLabels,
            SecretValues values) {
        Selection selection = object.key().kind() == ObjectKind.NOTIFIER ? settings.notifiers() : settings.silences();
        Optional<String> refusal = selection.refusal(object.labels(), namespaceLabels);
        if (refusal.isPresent()) {
            return none(Reasons.IGNORED, refusal.get(), Set.of());
        }
        Manifests read = ManifestReader.read(object.key().name(), object.manifest());
        if (!read.errors().isEmpty() || read.controls().size() != 1) {
            String why = read.errors().isEmpty()
                    ? "nothing stands in it"
                    : read.errors().getFirst().message();
            return none(Reasons.INVALID, why, Set.of());
        }
        Set<SecretValues.Name> secrets = new HashSet<>();
        try {
            Control.Subject subject = read.controls().getFirst();
            return new ControlReading(
                    switch (subject) {
                        case Control.OfNotifier it ->
                            new Control.OfNotifier(
                                    notifier(it.notifier(), object.key().namespace(), settings, values, secrets));
                        case Control.OfSilence it ->
                            settings.namespacesEnforced()
                                    ? new Control.OfSilence(
                                            new NamespaceScope(object.key().namespace()).of(it.silence()))
                                    : it;
                        default ->
                            throw new IllegalArgumentException(
                                    subject.kind().text() + " is no kind that Kubernetes has");
                    },
                    "",
                    "",
                    secrets);
        } catch (MissingSecretException e) {
            return none(e.known ? Reasons.SECRET_MISSING : "", String.valueOf(e.getMessage()), secrets);
        } catch (IllegalArgumentException e) {
            return none(Reasons.INVALID, String.valueOf(e.getMessage()), secrets);
        }
    }

    private static Notifier notifier(
            Notifier notifier,
            String namespace,
            BridgeSettings settings,
            SecretValues values,
            Set<SecretValues.Name> secrets) {
        Notifier clear =
                ReceiverSecrets.replaced(notifier, (field, source) -> clear(field, source, namespace, values, secrets));
        return settings.namespacesEnforced() ? new NamespaceScope(namespace).of(clear) : clear;
    }

    private static SecretSource clear(
            String field, SecretSource source, String namespace, SecretValues values, Set<SecretValues.Name> secrets) {
        return switch (source) {
            case SecretSource.Plain plain -> plain;
            case SecretSource.SecretKey secret -> {
                secrets.add(new SecretValues.Name(namespace, secret.name()));
                SecretValues.Answer answer = values.find(namespace, secret.name(), secret.key());
                String value = answer.value() == null ? "" : answer.value().strip();
                if (value.isEmpty()) {
                    throw new MissingSecretException(
                            answer.known(),
                            "spec." + field + "From: the Secret " + secret.name() + " has no key " + secret.key()
                                    + " with a value, or is not there");
                }
                yield new SecretSource.Plain(value);
            }
            case SecretSource.File other -> throw refused(field, other);
            case SecretSource.Environment other -> throw refused(field, other);
            case SecretSource.Sealed other -> throw refused(field, other);
        };
    }

    private static IllegalArgumentException refused(String field, SecretSource source) {
        return new IllegalArgumentException(refusal(field, source).orElse("spec." + field + " cannot be used"));
    }

    /** Why a secret may not come from where it does: files and variables would be the alert engine's own, and so everybody's. */
    static Optional<String> refusal(String field, SecretSource source) {
        return switch (source) {
            case SecretSource.Plain plain -> Optional.empty();
            case SecretSource.SecretKey secret -> Optional.empty();
            case SecretSource.File file ->
                Optional.of("spec." + field + "From names a file, which is not allowed in Kubernetes; secretKeyRef is");
            case SecretSource.Environment environment ->
                Optional.of("spec." + field
                        + "From names an environment variable, which is not allowed in Kubernetes; secretKeyRef is");
            case SecretSource.Sealed box -> Optional.of("spec." + field + " is sealed, which only the operator does");
        };
    }

    /** Whether a field holds what nobody else should know; addresses mostly do, but not always. */
    static boolean isSecret(String field) {
        return SECRET_FIELDS.stream().anyMatch(field::endsWith);
    }
}
