package dev.bellwether.alerting.routing;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.List;
import java.util.stream.Collectors;

/** Matchers over an alert's labels. Stateless. */
public final class LabelMatching {
    private LabelMatching() {}

    /** Whether every matcher holds; an absent label has the empty value. */
    public static boolean matches(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels.getOrEmpty(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    /** The matchers as people write them, for instance {@code {job="node",severity=~"c.*"}}. */
    public static String text(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> matcher.name() + matcher.operator().symbol() + "\""
                        + matcher.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
