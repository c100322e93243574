package dev.bellwether.alert.engine;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the rules that need a series, by the metric's name. Used by the engine's thread alone. */
final class RuleIndex {
    private final Map<String, Set<ActiveRule>> byName = new HashMap<>();
    private final Set<ActiveRule> anyName = new LinkedHashSet<>();

    void add(ActiveRule rule) {
        for (List<Matcher> selector : rule.compiled.selectors()) {
            of(selector).add(rule);
        }
    }

    void remove(ActiveRule rule) {
        anyName.remove(rule);
        for (List<Matcher> selector : rule.compiled.selectors()) {
            of(selector).remove(rule);
        }
    }

    private Set<ActiveRule> of(List<Matcher> selector) {
        for (Matcher matcher : selector) {
            if (matcher.name().equals(Labels.METRIC_NAME) && matcher.operator() == Matcher.Operator.EQUAL) {
                return byName.computeIfAbsent(matcher.value(), name -> new LinkedHashSet<>());
            }
        }
        return anyName;
    }

    /** The rules that a series concerns. */
    List<ActiveRule> concerned(Labels series) {
        List<ActiveRule> found = new ArrayList<>();
        Set<ActiveRule> named = byName.getOrDefault(series.metricName(), Set.of());
        for (ActiveRule rule : named) {
            if (rule.compiled.needs(series)) {
                found.add(rule);
            }
        }
        for (ActiveRule rule : anyName) {
            if (!named.contains(rule) && rule.compiled.needs(series)) {
                found.add(rule);
            }
        }
        return found;
    }
}
