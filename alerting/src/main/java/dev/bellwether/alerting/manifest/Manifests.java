package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Notifier;
import java.util.List;

/**
 * What a file or a directory of manifests says.
 *
 * @param rules the rules without an error
 * @param notifiers the notifiers without an error
 * @param errors what is wrong with the others
 */
public record Manifests(List<AlertRule> rules, List<Notifier> notifiers, List<ManifestError> errors) {
    /** Nothing at all. */
    public static final Manifests EMPTY = new Manifests(List.of(), List.of(), List.of());

    public Manifests {
        rules = List.copyOf(rules);
        notifiers = List.copyOf(notifiers);
        errors = List.copyOf(errors);
    }
}
