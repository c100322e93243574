package dev.bellwether.alerting.routing;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a silence would hide.
 *
 * @param hidden the alerts among those that are active
 * @param active how many are active
 * @param hidesEveryAlert whether it would hide every alert there is, and also one that nobody has thought of
 */
public record SilencePreview(List<Labels> hidden, int active, boolean hidesEveryAlert) {
    private static final String UNHEARD_OF = "\u2063an alert nobody has thought of\u2063";

    public SilencePreview {
        hidden = List.copyOf(hidden);
    }

    /** Tries matchers on the labels of the active alerts. */
    public static SilencePreview of(List<Matcher> matchers, Collection<Labels> active) {
        List<Labels> hidden = active.stream()
                .filter(labels -> LabelMatching.matches(matchers, labels))
                .toList();
        Map<String, String> strange = new HashMap<>(Map.of("alertname", UNHEARD_OF));
        boolean bare = LabelMatching.matches(matchers, Labels.of(strange));
        matchers.forEach(matcher -> strange.put(matcher.name(), UNHEARD_OF));
        boolean everything = bare && LabelMatching.matches(matchers, Labels.of(strange));
        return new SilencePreview(hidden, active.size(), everything && hidden.size() == active.size());
    }

    /**
     * Refuses a silence that would hide every alert.
     *
     * @param forced whether that is what is wanted
     * @throws IllegalArgumentException where it would and is not
     */
    public void requireSparing(List<Matcher> matchers, boolean forced) {
        if (hidesEveryAlert && !forced) {
            throw new IllegalArgumentException("matchers is " + LabelMatching.text(matchers)
                    + ", which hides every alert; name what is meant, or force it");
        }
    }
}
