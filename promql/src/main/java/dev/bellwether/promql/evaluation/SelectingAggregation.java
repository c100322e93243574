package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code topk}, {@code bottomk}, {@code limitk} and {@code limit_ratio}: some of the elements of each group. */
final class SelectingAggregation {
    private final AggregationOperator operator;
    private final Expression.Aggregation aggregation;
    private final Grouping grouping;
    private final double[] parameter;
    private final QueryContext context;
    private final Steps steps;

    SelectingAggregation(
            Expression.Aggregation aggregation,
            Grouping grouping,
            double[] parameter,
            QueryContext context,
            Steps steps) {
        this.operator = aggregation.operator();
        this.aggregation = aggregation;
        this.grouping = grouping;
        this.parameter = parameter;
        this.context = context;
        this.steps = steps;
    }

    List<Column> apply(List<Column> columns) {
        if (!checkParameter()) {
            return new ArrayList<>();
        }
        Map<Labels, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            groups.computeIfAbsent(grouping.of(columns.get(i).labels()), labels -> new ArrayList<>())
                    .add(i);
        }
        return steps.isSingle() ? inOrder(columns, groups) : overTime(columns, groups);
    }

    private List<Column> inOrder(List<Column> columns, Map<Labels, List<Integer>> groups) {
        List<Column> results = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            for (int index : select(columns, group, 0)) {
                results.add(columns.get(index));
            }
        }
        return results;
    }

    private List<Column> overTime(List<Column> columns, Map<Labels, List<Integer>> groups) {
        @Nullable ColumnWriter[] writers = new ColumnWriter[columns.size()];
        for (int step = 0; step < steps.count(); step++) {
            for (List<Integer> group : groups.values()) {
                for (int index : select(columns, group, step)) {
                    ColumnWriter writer = writers[index];
                    if (writer == null) {
                        writer = new ColumnWriter(steps.count());
                        writers[index] = writer;
                    }
                    NativeHistogram histogram = columns.get(index).histogram(step);
                    if (histogram == null) {
                        writer.write(step, columns.get(index).values()[step]);
                    } else {
                        writer.write(step, histogram);
                    }
                }
            }
        }
        ColumnsBuilder results = new ColumnsBuilder(columns.size());
        for (int i = 0; i < writers.length; i++) {
            ColumnWriter writer = writers[i];
            if (writer != null) {
                Column source = columns.get(i);
                Column column = writer.column(source.labels(), source.dropName(), context);
                if (column != null) {
                    context.release(column.cost());
                    results.add(column);
                }
            }
        }
        return results.build();
    }

    /** The columns of a group that are in the result at a step, in the order in which they are shown. */
    private List<Integer> select(List<Column> columns, List<Integer> group, int step) {
        context.work(group.size());
        return switch (operator) {
            case LIMIT_RATIO -> sampled(columns, group, step);
            case LIMITK -> first(columns, group, step);
            default -> ranked(columns, group, step);
        };
    }

    private List<Integer> first(List<Column> columns, List<Integer> group, int step) {
        List<Integer> selected = new ArrayList<>();
        for (int index : group) {
            if (selected.size() >= (long) parameter[step]) {
                break;
            }
            if (columns.get(index).isPresent(step)) {
                selected.add(index);
            }
        }
        return selected;
    }

    private List<Integer> sampled(List<Column> columns, List<Integer> group, int step) {
        double ratio = Math.clamp(parameter[step], -1.0, 1.0);
        List<Integer> selected = new ArrayList<>();
        for (int index : group) {
            Column column = columns.get(index);
            if (column.isPresent(step) && LabelsHash.isSampled(column.labels(), ratio)) {
                selected.add(index);
            }
        }
        return selected;
    }

    private List<Integer> ranked(List<Column> columns, List<Integer> group, int step) {
        long count = Math.min((long) parameter[step], columns.size());
        if (count < 1) {
            return List.of();
        }
        RankedSelection selection = new RankedSelection((int) count, operator == AggregationOperator.TOPK);
        for (int index : group) {
            Column column = columns.get(index);
            if (column.hasFloat(step)) {
                selection.offer(index, column.values()[step]);
            } else if (column.isPresent(step)) {
                context.annotations()
                        .add(QueryMessages.histogramIgnoredInAggregation(operator.keyword(), aggregation.span()));
            }
        }
        return selection.inOrder();
    }

    /** Whether there can be a result. */
    private boolean checkParameter() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        boolean anyNan = false;
        for (double value : parameter) {
            if (Double.isNaN(value)) {
                anyNan = true;
            } else {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        if (operator == AggregationOperator.LIMIT_RATIO) {
            return checkRatio(lowest, highest, anyNan);
        }
        if (highest < 1 && !anyNan) {
            return false;
        }
        if (anyNan) {
            throw QueryException.execution("Parameter value is NaN");
        }
        if (lowest <= Long.MIN_VALUE) {
            throw QueryException.execution("Scalar value " + NumberText.shortest(lowest) + " underflows int64");
        }
        if (highest >= Long.MAX_VALUE) {
            throw QueryException.execution("Scalar value " + NumberText.shortest(highest) + " overflows int64");
        }
        return true;
    }

    private boolean checkRatio(double lowest, double highest, boolean anyNan) {
        if (anyNan) {
            throw QueryException.execution("Ratio value is NaN");
        }
        if (lowest == 0 && highest == 0) {
            return false;
        }
        Expression ratio = aggregation.parameter();
        Span span = ratio == null
                ? aggregation.span()
                : Children.withoutParentheses(ratio).span();
        if (highest > 1) {
            context.annotations().add(QueryMessages.invalidRatio(highest, 1, span));
        }
        if (lowest < -1) {
            context.annotations().add(QueryMessages.invalidRatio(lowest, -1, span));
        }
        return true;
    }
}
