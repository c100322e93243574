package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.functions.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code sort} and its relatives: they order an instant vector, and change nothing in a range query. */
final class SortFunctions {
    private final QueryContext context;

    SortFunctions(QueryContext context) {
        this.context = context;
    }

    List<Column> sorted(Expression.Call call, List<Column> columns, Steps steps) {
        boolean byLabel = call.function().startsWith("sort_by_label");
        boolean descending = call.function().endsWith("_desc");
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            if (byLabel) {
                results.add(column);
            } else if (column.histograms() == null) {
                results.add(column);
            } else {
                Column floats = new Column(column.labels(), column.dropName(), column.values());
                if (floats.isPresentAnywhere()) {
                    results.add(floats);
                }
            }
        }
        if (!steps.isSingle()) {
            return results;
        }
        context.checkRunning();
        if (byLabel) {
            results.sort(byLabels(LabelFunctions.texts(call, 1), descending));
        } else {
            results.sort((left, right) -> compareValues(left.values()[0], right.values()[0], descending));
        }
        return results;
    }

    /** NaN comes last in either direction. */
    private static int compareValues(double left, double right, boolean descending) {
        boolean leftNan = Double.isNaN(left);
        boolean rightNan = Double.isNaN(right);
        if (leftNan || rightNan) {
            return Boolean.compare(leftNan, rightNan);
        }
        if (left == right) {
            return 0;
        }
        return (left < right) == descending ? 1 : -1;
    }

    private static Comparator<Column> byLabels(List<String> names, boolean descending) {
        Comparator<Column> order = (left, right) -> {
            for (String name : names) {
                Labels leftLabels = left.labels();
                String leftValue = leftLabels.getOrEmpty(name);
                String rightValue = right.labels().getOrEmpty(name);
                if (!leftValue.equals(rightValue)) {
                    return NaturalOrder.compare(leftValue, rightValue);
                }
            }
            return left.labels().compareTo(right.labels());
        };
        return descending ? order.reversed() : order;
    }
}
