package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.SecretSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the bridge would say of an object, before it is there: by the very reader that it reads objects with.
 *
 * @param errors why it would not come into force, each with its field
 * @param warnings what people should know, though it would
 */
public record ObjectCheck(List<String> errors, List<String> warnings) {
    public ObjectCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks a manifest.
     *
     * @param name the object's name
     * @param manifest kind, name and specification; JSON or YAML
     */
    public static ObjectCheck of(String name, String manifest) {
        Manifests read = ManifestReader.read(name, manifest);
        Set<String> errors = new LinkedHashSet<>();
        read.errors().stream().map(ManifestError::message).forEach(errors::add);
        List<String> warnings = new ArrayList<>();
        read.rules().forEach(rule -> RuleReading.warn(rule, warnings));
        for (Notifier notifier : read.notifiers()) {
            Notifier unused = ReceiverSecrets.replaced(notifier, (field, source) -> {
                ControlReading.refusal(field, source).ifPresent(errors::add);
                if (source instanceof SecretSource.Plain && ControlReading.isSecret(field)) {
                    warnings.add("spec." + field + " stands in the object, where everybody can read it who may read the"
                            + " object; " + field.substring(field.lastIndexOf('.') + 1) + "From keeps it in a Secret");
                }
                return source;
            });
        }
        return new ObjectCheck(List.copyOf(errors), warnings);
    }
}
