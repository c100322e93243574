package dev.bellwether.cli.check;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFile.LocatedRule;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds rules that give the same name and the same labels as one before: their results get into each other's way. */
final class DuplicateRules {
    private record Identity(boolean recording, String name, Labels labels) {}

    private DuplicateRules() {}

    /** A finding for each rule that repeats another of its file. */
    static List<ManifestError> find(String file, RuleFile rules) {
        Map<Identity, LocatedRule> first = new HashMap<>();
        List<ManifestError> found = new ArrayList<>();
        for (RuleFile.Group group : rules.groups()) {
            for (LocatedRule located : group.rules()) {
                Rule rule = located.rule();
                Identity identity = new Identity(rule instanceof RecordingRule, rule.name(), rule.labels());
                LocatedRule earlier = first.putIfAbsent(identity, located);
                if (earlier != null) {
                    found.add(new ManifestError(
                            file,
                            located.line(),
                            located.column(),
                            "duplicate rule: " + rule.name() + " with labels " + rule.labels() + " stands in line "
                                    + earlier.line() + " already; this might cause inconsistency while recording"
                                    + " expressions"));
                }
            }
        }
        return found;
    }
}
