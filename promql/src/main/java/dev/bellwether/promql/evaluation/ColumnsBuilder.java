package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the columns of a result; columns with equal labels are merged where they do not meet at a step.
 *
 * <p>Not safe for use by many threads.
 */
final class ColumnsBuilder {
    private final List<Column> columns;
    private final Map<Labels, Integer> positions;

    ColumnsBuilder(int expected) {
        columns = new ArrayList<>(expected);
        positions = HashMap.newHashMap(expected);
    }

    /**
     * Adds a column; one without a sample is left out.
     *
     * @throws QueryException where another column with these labels has a sample at the same step
     */
    void add(Column column) {
        if (!column.isPresentAnywhere()) {
            return;
        }
        Integer position = positions.putIfAbsent(column.labels(), columns.size());
        if (position == null) {
            columns.add(column);
        } else {
            columns.set(position, merge(columns.get(position), column));
        }
    }

    List<Column> build() {
        return columns;
    }

    /** The columns with those of equal labels merged; the list itself where all labels differ. */
    static List<Column> merged(List<Column> columns) {
        if (columns.size() < 2) {
            return columns;
        }
        ColumnsBuilder builder = new ColumnsBuilder(columns.size());
        columns.forEach(builder::add);
        return builder.build();
    }

    private static Column merge(Column first, Column second) {
        int steps = first.values().length;
        double[] values = first.values().clone();
        @Nullable NativeHistogram[] histograms = null;
        if (first.histograms() != null) {
            histograms = first.histograms().clone();
        } else if (second.histograms() != null) {
            histograms = new NativeHistogram[steps];
        }
        for (int step = 0; step < steps; step++) {
            if (!second.isPresent(step)) {
                continue;
            }
            if (first.isPresent(step)) {
                throw QueryException.execution("vector cannot contain metrics with the same labelset");
            }
            values[step] = second.values()[step];
            if (histograms != null) {
                histograms[step] = second.histogram(step);
            }
        }
        return new Column(first.labels(), first.dropName(), values, histograms);
    }
}
