package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.Rule;
import java.util.List;

/**
 * What a Prometheus rule file says.
 *
 * @param groups its groups without the rules that have an error
 * @param errors what is wrong with the others
 */
public record RuleFile(List<Group> groups, List<ManifestError> errors) {
    public RuleFile {
        groups = List.copyOf(groups);
        errors = List.copyOf(errors);
    }

    /** How many rules there are. */
    public int size() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }

    /** Rules that are evaluated one after the other. */
    public record Group(String name, List<LocatedRule> rules) {
        public Group {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule and where it stands.
     *
     * @param line its line, from 1
     * @param column its column, from 1
     */
    public record LocatedRule(Rule rule, int line, int column) {}
}
