package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.HashMap;
import java.util.Map;

/** A matcher that tries a regular expression once per distinct value. For one selection on one thread. */
final class SeriesFilter {
    private final Matcher matcher;
    private final Map<String, Boolean> known = new HashMap<>();

    SeriesFilter(Matcher matcher) {
        this.matcher = matcher;
    }

    boolean matches(Labels labels) {
        if (!matcher.operator().isRegular()) {
            return matcher.matches(labels);
        }
        return known.computeIfAbsent(labels.getOrEmpty(matcher.name()), matcher::matches);
    }
}
