package dev.bellwether.promql.evaluation;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.aggregation.Accumulator;
import dev.bellwether.promql.aggregation.Accumulators;
import dev.bellwether.promql.aggregation.AggregationContext;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates aggregations that give one series for each group, and hands the others on. */
final class AggregationEvaluation {
    private static final double[] NO_PARAMETER = {};

    private final Evaluator evaluator;
    private final QueryContext context;

    AggregationEvaluation(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
    }

    List<Column> evaluate(Expression.Aggregation aggregation, Steps steps) {
        Expression inner = Children.withoutParentheses(aggregation.inner());
        Grouping grouping = new Grouping(aggregation);
        AggregationOperator operator = aggregation.operator();
        List<Column> results;
        List<Column> columns;
        if (operator == AggregationOperator.COUNT_VALUES) {
            String label = countedLabel(aggregation);
            columns = evaluator.vector(inner, steps);
            results = new ValueCounting(aggregation, label, context).apply(columns, steps.count());
        } else {
            double[] parameter = aggregation.parameter() == null
                    ? NO_PARAMETER
                    : evaluator.scalar(Children.withoutParentheses(aggregation.parameter()), steps);
            columns = evaluator.vector(inner, steps);
            results = switch (operator) {
                case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO ->
                    new SelectingAggregation(aggregation, grouping, parameter, context, steps).apply(columns);
                default -> grouped(aggregation, grouping, parameter, columns, steps);
            };
        }
        columns.forEach(column -> context.release(column.cost()));
        results.forEach(column -> context.reserve(column.cost()));
        return results;
    }

    private static String countedLabel(Expression.Aggregation aggregation) {
        Expression parameter = aggregation.parameter() == null
                ? aggregation.inner()
                : Children.withoutParentheses(aggregation.parameter());
        if (!(parameter instanceof Expression.StringLiteral label)) {
            throw QueryException.badData("expected type string in aggregation parameter, got "
                    + parameter.type().documented());
        }
        if (!LabelFunctions.isLabelName(label.value())) {
            throw QueryException.execution("invalid label name " + LabelText.quote(label.value()));
        }
        return label.value();
    }

    private record Group(Labels labels, Accumulator accumulator, boolean[] dropName) {}

    private List<Column> grouped(
            Expression.Aggregation aggregation,
            Grouping grouping,
            double[] parameter,
            List<Column> columns,
            Steps steps) {
        Expression inner = Children.withoutParentheses(aggregation.inner());
        if (aggregation.operator() == AggregationOperator.QUANTILE && aggregation.parameter() != null) {
            warnOfQuantiles(
                    parameter,
                    Children.withoutParentheses(aggregation.parameter()).span());
        }
        AggregationContext accumulating = new AggregationContext(steps.count(), context.annotations(), inner.span());
        Map<Labels, Group> groups = new LinkedHashMap<>();
        for (Column column : columns) {
            context.work(column.values().length + 1);
            Group group = groups.computeIfAbsent(
                    grouping.of(column.labels()),
                    labels -> new Group(
                            labels, Accumulators.of(aggregation.operator(), parameter, accumulating), new boolean[1]));
            group.dropName[0] |= column.dropName();
            add(group.accumulator, column);
        }
        List<Column> results = new ArrayList<>(groups.size());
        for (Group group : groups.values()) {
            double[] values = group.accumulator.values();
            Column result = new Column(group.labels, group.dropName[0], values, group.accumulator.histograms());
            if (result.isPresentAnywhere()) {
                results.add(result);
            }
        }
        return results;
    }

    private static void add(Accumulator accumulator, Column column) {
        double[] values = column.values();
        for (int step = 0; step < values.length; step++) {
            if (!SpecialValues.isAbsent(values[step])) {
                accumulator.add(step, values[step]);
            } else {
                NativeHistogram histogram = column.histogram(step);
                if (histogram != null) {
                    accumulator.add(step, histogram, column.labels().metricName());
                }
            }
        }
    }

    private void warnOfQuantiles(double[] quantiles, Span span) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        boolean anyNan = false;
        for (double quantile : quantiles) {
            if (Double.isNaN(quantile)) {
                anyNan = true;
            } else {
                lowest = Math.min(lowest, quantile);
                highest = Math.max(highest, quantile);
            }
        }
        if (anyNan) {
            context.annotations().add(QueryMessages.invalidQuantile(Double.NaN, span));
        }
        if (highest > 1) {
            context.annotations().add(QueryMessages.invalidQuantile(highest, span));
        }
        if (lowest < 0) {
            context.annotations().add(QueryMessages.invalidQuantile(lowest, span));
        }
    }
}
