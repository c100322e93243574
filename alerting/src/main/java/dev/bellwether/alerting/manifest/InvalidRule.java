package dev.bellwether.alerting.manifest;

import java.util.List;

/**
 * A rule that cannot come into force as it is written.
 *
 * @param uid the uid that it would have
 * @param name its name, empty where it has none
 * @param group the group that it would be in
 * @param expression its expression, empty where it has none
 * @param errors what is wrong, at least one
 */
public record InvalidRule(String uid, String name, String group, String expression, List<ManifestError> errors) {
    public InvalidRule {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an invalid rule has at least one error");
        }
    }
}
