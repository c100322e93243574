package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.expression.VectorMatching;
import java.util.ArrayList;
import java.util.List;

/** What must be equal in two elements for them to meet: the labels of {@code on}, or all but those of {@code ignoring}. */
final class MatchingSignature {
    private final boolean on;
    private final List<String> names;

    MatchingSignature(VectorMatching matching) {
        on = matching.on();
        if (on) {
            names = matching.labels();
        } else {
            names = new ArrayList<>(matching.labels());
            names.add(Labels.METRIC_NAME);
        }
    }

    Labels of(Labels labels) {
        return on ? labels.only(names) : labels.without(names);
    }
}
