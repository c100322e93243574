package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Rule;
import java.util.List;

/**
 * What a file or a directory of manifests says.
 *
 * @param rules the rules without an error
 * @param notifiers the notifiers without an error
 * @param invalid the rules with an error
 * @param tests the unit tests of rules, those of invalid ones among them
 * @param errors all that is wrong, that of the invalid rules included
 */
public record Manifests(
        List<Rule> rules,
        List<Notifier> notifiers,
        List<InvalidRule> invalid,
        List<RuleTests> tests,
        List<ManifestError> errors) {
    /** Nothing at all. */
    public static final Manifests EMPTY = new Manifests(List.of(), List.of(), List.of(), List.of(), List.of());

    public Manifests {
        rules = List.copyOf(rules);
        notifiers = List.copyOf(notifiers);
        invalid = List.copyOf(invalid);
        tests = List.copyOf(tests);
        errors = List.copyOf(errors);
    }
}
