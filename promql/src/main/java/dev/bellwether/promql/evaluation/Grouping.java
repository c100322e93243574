package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/** The labels of the groups of an aggregation. */
final class Grouping {
    private final boolean without;
    private final List<String> names;

    Grouping(Expression.Aggregation aggregation) {
        without = aggregation.without();
        if (without) {
            names = new ArrayList<>(aggregation.grouping());
            names.add(Labels.METRIC_NAME);
        } else {
            names = aggregation.grouping();
        }
    }

    /** The labels of the group that an element belongs to. */
    Labels of(Labels labels) {
        if (without) {
            return labels.without(names);
        }
        return names.isEmpty() ? Labels.EMPTY : labels.only(names);
    }
}
