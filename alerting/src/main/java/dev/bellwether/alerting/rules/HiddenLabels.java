package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of elements where a rule's own labels hide some of them: templates see the element's, as in Prometheus. Bounded:
 * where too many are hidden, those that were not asked for lately are forgotten. Safe for use by many threads.
 */
final class HiddenLabels {
    private static final int REMEMBERED = 100_000;

    private final Map<Key, Labels> elements = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Labels> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(String ruleUid, Labels alert) {}

    /** An element has become an alert; it is remembered where the alert says something else under one of its labels. */
    void note(String ruleUid, Labels element, Labels alert) {
        if (hides(element, alert)) {
            synchronized (elements) {
                elements.put(new Key(ruleUid, alert), element);
            }
        }
    }

    private static boolean hides(Labels element, Labels alert) {
        for (int i = 0; i < element.size(); i++) {
            if (!element.value(i).equals(alert.get(element.name(i)))) {
                return true;
            }
        }
        return false;
    }

    /** The element that became an alert, null where nothing of it was hidden or it is forgotten. */
    @Nullable
    Labels elementOf(String ruleUid, Labels alert) {
        synchronized (elements) {
            return elements.get(new Key(ruleUid, alert));
        }
    }
}
