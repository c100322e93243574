package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.functions.DateFunctions;
import dev.bellwether.promql.functions.InstantFunctions;
import dev.bellwether.promql.functions.RangeFunctions;
import dev.bellwether.promql.histogram.HistogramStatistics;
import java.util.Set;

/** Through which functions and aggregations labels go unchanged, element by element. */
final class LabelPaths {
    private static final Set<String> ELEMENTWISE = Set.of(
            "clamp", "clamp_max", "clamp_min", "round", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc");
    private static final Set<String> BUCKETS = Set.of("histogram_quantile", "histogram_fraction");

    private LabelPaths() {}

    /** The index of the argument whose elements become those of the result with the label as it is; −1 for none. */
    static int argumentWith(Expression.Call call, String label) {
        if (!keeps(call.function(), label)) {
            return -1;
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            ValueType type = call.arguments().get(i).type();
            if (type == ValueType.INSTANT_VECTOR || type == ValueType.RANGE_VECTOR) {
                return i;
            }
        }
        return -1;
    }

    private static boolean keeps(String function, String label) {
        if (BUCKETS.contains(function)) {
            return !label.equals("le");
        }
        boolean ranges = RangeFunctions.byName(function) != null && !function.equals("absent_over_time");
        return ranges
                || ELEMENTWISE.contains(function)
                || InstantFunctions.byName(function) != null
                || DateFunctions.byName(function) != null
                || HistogramStatistics.byName(function) != null
                || function.equals("timestamp");
    }

    /** Whether each group of an aggregation is of elements with one value of the label, or with none. */
    static boolean isGroupedBy(Expression.Aggregation aggregation, String label) {
        return aggregation.without() != aggregation.grouping().contains(label);
    }
}
