package dev.bellwether.alerting.routing;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.InhibitionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which firing alerts inhibit which others, across rules. Shadow alerts must not be added. Used by one thread.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#inhibition-related-settings">inhibit_rule</a>
 */
public final class InhibitionIndex {
    private final List<Side> sides;

    private record Side(InhibitionRule rule, Map<Labels, Map<String, Source>> sources) {}

    private record Source(Labels labels, boolean isTargetToo) {}

    /**
     * What inhibits an alert.
     *
     * @param ruleUid the inhibition rule
     * @param sourceFingerprint the alert that makes it superfluous
     * @param source that alert's labels
     */
    public record Inhibition(String ruleUid, String sourceFingerprint, Labels source) {
        /** Text for people. */
        public String text() {
            return ruleUid + ": " + source.getOrEmpty("alertname") + " fires (" + sourceFingerprint + ")";
        }
    }

    /** Knows the rules, and no alert yet. */
    public InhibitionIndex(List<InhibitionRule> rules) {
        List<Side> made = new ArrayList<>();
        rules.forEach(rule -> made.add(new Side(rule, new HashMap<>())));
        this.sides = List.copyOf(made);
    }

    /** An alert fires. */
    public void add(String fingerprint, Labels labels) {
        for (Side side : sides) {
            if (LabelMatching.matches(side.rule().sourceMatchers(), labels)) {
                boolean isTarget = LabelMatching.matches(side.rule().targetMatchers(), labels);
                side.sources()
                        .computeIfAbsent(labels.only(side.rule().equal()), equal -> new LinkedHashMap<>())
                        .put(fingerprint, new Source(labels, isTarget));
            }
        }
    }

    /**
     * An alert fires no more.
     *
     * @return whether it has inhibited others
     */
    public boolean remove(String fingerprint, Labels labels) {
        boolean wasSource = false;
        for (Side side : sides) {
            Labels equal = labels.only(side.rule().equal());
            Map<String, Source> sources = side.sources().get(equal);
            if (sources != null && sources.remove(fingerprint) != null) {
                wasSource = true;
                if (sources.isEmpty()) {
                    side.sources().remove(equal);
                }
            }
        }
        return wasSource;
    }

    /** What inhibits an alert, if anything does. */
    public Optional<Inhibition> inhibitor(String fingerprint, Labels labels) {
        for (Side side : sides) {
            Map<String, Source> sources =
                    side.sources().get(labels.only(side.rule().equal()));
            if (sources == null || !LabelMatching.matches(side.rule().targetMatchers(), labels)) {
                continue;
            }
            boolean isSourceToo = LabelMatching.matches(side.rule().sourceMatchers(), labels);
            for (Map.Entry<String, Source> source : sources.entrySet()) {
                boolean both = isSourceToo && source.getValue().isTargetToo();
                if (!both && !source.getKey().equals(fingerprint)) {
                    return Optional.of(new Inhibition(
                            side.rule().uid(),
                            source.getKey(),
                            source.getValue().labels()));
                }
            }
        }
        return Optional.empty();
    }
}
