package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file or a directory of manifests says.
 *
 * @param rules the rules without an error
 * @param notifiers the notifiers without an error
 * @param objects silences, rules of inhibition and maintenance windows without an error
 * @param invalid the rules with an error
 * @param tests the unit tests of rules, those of invalid ones among them
 * @param errors all that is wrong, that of the invalid rules included
 */
public record Manifests(
        List<Rule> rules,
        List<Notifier> notifiers,
        List<Control.Subject> objects,
        List<InvalidRule> invalid,
        List<RuleTests> tests,
        List<ManifestError> errors) {
    /** Nothing at all. */
    public static final Manifests EMPTY =
            new Manifests(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Manifests {
        rules = List.copyOf(rules);
        notifiers = List.copyOf(notifiers);
        objects = List.copyOf(objects);
        invalid = List.copyOf(invalid);
        tests = List.copyOf(tests);
        errors = List.copyOf(errors);
    }

    /** What goes into the topic {@code controls}. */
    public List<Control.Subject> controls() {
        List<Control.Subject> controls = new ArrayList<>(objects);
        notifiers.forEach(notifier -> controls.add(new Control.OfNotifier(notifier)));
        return controls;
    }
}
