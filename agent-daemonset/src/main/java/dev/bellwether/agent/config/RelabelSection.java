package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ValueKind;
import dev.bellwether.agent.scrape.relabel.RelabelAction;
import dev.bellwether.agent.scrape.relabel.RelabelRule;
import dev.bellwether.agent.scrape.relabel.Relabeling;
import dev.bellwether.model.RegularExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code relabel_configs} and {@code metric_relabel_configs}. {@code ${1}} and {@code ${name}} are references to
 * groups here, so no environment variables are put in.
 */
final class RelabelSection {
    private static final ValueKind<RelabelAction> ACTION = new ValueKind<>(
            ValueKind.oneOf(RelabelAction.class).allowed(),
            text -> ValueKind.oneOf(RelabelAction.class).reader().apply(text.toLowerCase(Locale.ROOT)));

    private static final ValueKind<String> EXPRESSION = new ValueKind<>(
            "a regular expression in RE2's syntax", text -> isExpression(text) ? Optional.of(text) : Optional.empty());

    private RelabelSection() {}

    static Relabeling read(ConfigMapping parent, String key) {
        List<RelabelRule> rules = new ArrayList<>();
        for (ConfigMapping section : parent.mappings(key)) {
            rule(section).ifPresent(rules::add);
        }
        return new Relabeling(rules);
    }

    private static Optional<RelabelRule> rule(ConfigMapping section) {
        List<String> sourceLabels = section.list("source_labels", ValueKind.NAME);
        String separator = section.findRaw("separator", ValueKind.TEXT).orElse(RelabelRule.DEFAULT_SEPARATOR);
        String regex = section.findRaw("regex", EXPRESSION).orElse(RelabelRule.DEFAULT_REGEX);
        long modulus = section.get("modulus", ValueKind.number(1, Long.MAX_VALUE), 0L);
        String target = section.findRaw("target_label", ValueKind.TEXT).orElse("");
        String replacement = section.findRaw("replacement", ValueKind.TEXT).orElse(RelabelRule.DEFAULT_REPLACEMENT);
        Optional<RelabelAction> given = section.find("action", ACTION);
        boolean understood = given.isPresent() || !section.has("action");
        section.finish();
        RelabelAction action = given.orElse(RelabelAction.REPLACE);
        return understood
                ? section.build(
                        () -> new RelabelRule(sourceLabels, separator, target, regex, modulus, replacement, action))
                : Optional.empty();
    }

    private static boolean isExpression(String text) {
        try {
            RegularExpression.compile(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
