package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.histogram.HistogramText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code count_values}: how many elements of a group have each value. */
final class ValueCounting {
    /** Making labels takes as long as touching so many samples. */
    private static final int WORK_OF_LABELS = 20;

    private final boolean without;
    private final List<String> names;
    private final String label;
    private final QueryContext context;

    ValueCounting(Expression.Aggregation aggregation, String label, QueryContext context) {
        this.context = context;
        this.label = label;
        without = aggregation.without();
        names = new ArrayList<>(aggregation.grouping());
        names.add(without ? Labels.METRIC_NAME : label);
    }

    List<Column> apply(List<Column> columns, int steps) {
        Map<Labels, double[]> counts = new LinkedHashMap<>();
        for (Column column : columns) {
            for (int step = 0; step < steps; step++) {
                if (column.isPresent(step)) {
                    context.work(WORK_OF_LABELS);
                    NativeHistogram histogram = column.histogram(step);
                    String value =
                            histogram == null ? NumberText.plain(column.values()[step]) : HistogramText.of(histogram);
                    Labels labelled = column.labels().with(label, value);
                    Labels group = without ? labelled.without(names) : labelled.only(names);
                    double[] target = counts.computeIfAbsent(group, missing -> Column.absent(steps));
                    target[step] = SpecialValues.isAbsent(target[step]) ? 1 : target[step] + 1;
                }
            }
        }
        List<Column> results = new ArrayList<>(counts.size());
        counts.forEach((labels, values) -> results.add(new Column(labels, false, values)));
        return results;
    }
}
