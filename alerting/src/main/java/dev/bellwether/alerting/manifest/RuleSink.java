package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers the rules of one text, and with each that has an error what is wrong with it. Not safe for use by many threads. */
final class RuleSink {
    private final String file;
    private final List<Rule> rules = new ArrayList<>();
    private final List<InvalidRule> invalid = new ArrayList<>();
    private final List<RuleTests> tests = new ArrayList<>();
    private final List<ManifestError> errors = new ArrayList<>();
    private final Set<String> uids = new HashSet<>();

    RuleSink(String file) {
        this.file = file;
    }

    /** Notes an error at a place. */
    void error(Node node, String message) {
        errors.add(new ManifestError(file, YamlMap.line(node), YamlMap.column(node), message));
    }

    void error(ManifestError error) {
        errors.add(error);
    }

    /** How many errors there are: what is added from here on belongs to what is read from here on. */
    int mark() {
        return errors.size();
    }

    boolean clean(int mark) {
        return errors.size() == mark;
    }

    interface Maker {
        Rule make();
    }

    /**
     * Takes a rule that was read since a mark, as one or as an invalid one.
     *
     * @param maker makes the rule; asked only where there was no error, and may find one itself (IllegalArgumentException)
     */
    void rule(int mark, Node place, String uid, String name, String group, @Nullable String expression, Maker maker) {
        if (uids.contains(uid)) {
            error(place, "rule " + uid + " stands twice in this file; this one is ignored");
            return;
        }
        if (clean(mark)) {
            try {
                rules.add(maker.make());
                uids.add(uid);
                return;
            } catch (IllegalArgumentException e) {
                error(place, String.valueOf(e.getMessage()));
            }
        }
        invalid.add(new InvalidRule(
                uid, name, group, expression == null ? "" : expression, errors.subList(mark, errors.size())));
    }

    void tests(String uid, Node node) {
        tests.add(new RuleTests(uid, file, node));
    }

    String file() {
        return file;
    }

    List<Rule> rules() {
        return rules;
    }

    List<InvalidRule> invalid() {
        return invalid;
    }

    List<RuleTests> tests() {
        return tests;
    }

    List<ManifestError> errors() {
        return errors;
    }
}
