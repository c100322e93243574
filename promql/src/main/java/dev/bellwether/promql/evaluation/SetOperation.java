package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.VectorMatching;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code and}, {@code or} and {@code unless}. */
final class SetOperation {
    private final MatchingSignature signature;
    private final QueryContext context;
    private final int steps;

    SetOperation(VectorMatching matching, QueryContext context, int steps) {
        this.context = context;
        this.signature = new MatchingSignature(matching);
        this.steps = steps;
    }

    List<Column> apply(BinaryOperator operator, List<Column> left, List<Column> right) {
        ColumnsBuilder result = new ColumnsBuilder(left.size());
        switch (operator) {
            case AND -> addFiltered(result, left, presence(right), true);
            case UNLESS -> addFiltered(result, left, presence(right), false);
            default -> {
                left.forEach(result::add);
                addFiltered(result, right, presence(left), false);
            }
        }
        return result.build();
    }

    private Map<Labels, boolean[]> presence(List<Column> columns) {
        Map<Labels, boolean[]> presence = HashMap.newHashMap(columns.size());
        for (Column column : columns) {
            context.work(steps + 1L);
            boolean[] present = presence.computeIfAbsent(signature.of(column.labels()), key -> new boolean[steps]);
            for (int step = 0; step < steps; step++) {
                present[step] |= column.isPresent(step);
            }
        }
        return presence;
    }

    private void addFiltered(
            ColumnsBuilder result, List<Column> columns, Map<Labels, boolean[]> presence, boolean wanted) {
        for (Column column : columns) {
            context.work(steps + 1L);
            boolean[] present = presence.get(signature.of(column.labels()));
            if (present == null) {
                if (!wanted) {
                    result.add(column);
                }
            } else {
                result.add(filtered(column, present, wanted));
            }
        }
    }

    private static Column filtered(Column column, boolean[] present, boolean wanted) {
        double[] values = column.values().clone();
        @Nullable
        NativeHistogram[] histograms =
                column.histograms() == null ? null : column.histograms().clone();
        for (int step = 0; step < values.length; step++) {
            if (present[step] != wanted) {
                values[step] = SpecialValues.ABSENT;
                if (histograms != null) {
                    histograms[step] = null;
                }
            }
        }
        return new Column(column.labels(), column.dropName(), values, histograms);
    }
}
