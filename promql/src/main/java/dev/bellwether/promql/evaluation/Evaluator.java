package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.Selection;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over an expression and evaluates each node for all steps at once. Belongs to one query and one thread. */
final class Evaluator {
    private final QueryContext context;
    private final Durations durations;
    private final Subqueries subqueries;
    private final SelectorEvaluation selectors;
    private final RangeEvaluation ranges;
    private final BinaryEvaluation binaries;
    private final AggregationEvaluation aggregations;
    private final CallEvaluation calls;
    private final ScalarEvaluation scalars;

    Evaluator(QueryContext context, Expression expression) {
        this.context = context;
        durations = new Durations(context);
        subqueries = new Subqueries(context, durations);
        StatisticsSelectors statistics = StatisticsSelectors.of(expression);
        selectors = new SelectorEvaluation(context, durations, statistics);
        ranges = new RangeEvaluation(this, context, statistics);
        binaries = new BinaryEvaluation(this, context);
        aggregations = new AggregationEvaluation(this, context);
        calls = new CallEvaluation(this, context);
        scalars = new ScalarEvaluation(this, context);
    }

    Durations durations() {
        return durations;
    }

    Subqueries subqueries() {
        return subqueries;
    }

    SelectorEvaluation selectors() {
        return selectors;
    }

    RangeEvaluation ranges() {
        return ranges;
    }

    static Expression withoutParentheses(Expression expression) {
        Expression bare = expression;
        while (bare instanceof Expression.Parentheses parentheses) {
            bare = parentheses.inner();
        }
        return bare;
    }

    /** The value of a scalar expression at each step. */
    double[] scalar(Expression expression, Steps steps) {
        return scalars.evaluate(expression, steps);
    }

    /** The columns of an instant vector; a scalar becomes a column without labels. */
    List<Column> vector(Expression expression, Steps steps) {
        context.checkRunning();
        if (steps.count() == 0) {
            return new ArrayList<>();
        }
        if (expression.type() == ValueType.SCALAR) {
            List<Column> columns = new ArrayList<>(1);
            columns.add(new Column(dev.bellwether.model.Labels.EMPTY, false, scalar(expression, steps)));
            return columns;
        }
        if (steps.count() > 1 && StepInvariance.holds(expression)) {
            return repeated(vector(expression, Steps.single(steps.startMillis())), steps.count());
        }
        return switch (expression) {
            case Expression.Parentheses parentheses -> vector(parentheses.inner(), steps);
            case Expression.Unary unary -> negated(unary, vector(unary.inner(), steps));
            case Expression.Binary binary -> binaries.evaluate(binary, steps);
            case Expression.Aggregation aggregation -> aggregations.evaluate(aggregation, steps);
            case Expression.Call call -> calls.evaluate(call, steps);
            case Expression.VectorSelector selector ->
                selectors.select(selector, steps, SelectorEvaluation.Take.VALUE, hints("", steps));
            case Expression.Subquery subquery -> vector(subquery.inner(), subqueries.steps(subquery, steps));
            case Expression.MatrixSelector matrix ->
                throw QueryException.execution("range vector cannot be evaluated as an instant vector");
            case Expression.StringLiteral text ->
                throw QueryException.execution("string cannot be evaluated as an instant vector");
            case Expression.NumberLiteral number ->
                throw new IllegalStateException("a number is a scalar: " + number.value());
        };
    }

    static Selection.Hints hints(String function, Steps steps) {
        return function.isEmpty() && steps.isSingle()
                ? Selection.Hints.NONE
                : new Selection.Hints(steps.isSingle() ? 0 : steps.stepMillis(), 0, function, List.of(), false);
    }

    private List<Column> negated(Expression.Unary unary, List<Column> columns) {
        if (!unary.negative()) {
            return columns;
        }
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            double[] values = column.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (column.hasFloat(i)) {
                    values[i] = -values[i];
                }
            }
            @Nullable NativeHistogram[] histograms = null;
            if (column.histograms() != null) {
                histograms = column.histograms().clone();
                for (int i = 0; i < histograms.length; i++) {
                    NativeHistogram histogram = histograms[i];
                    if (histogram != null) {
                        histograms[i] =
                                HistogramAccumulator.of(histogram).multiply(-1).toHistogram();
                    }
                }
            }
            results.add(new Column(context.labelsOfDerived(column.labels()), true, values, histograms));
        }
        return context.delaysNameRemoval() ? results : ColumnsBuilder.merged(results);
    }

    private List<Column> repeated(List<Column> columns, int count) {
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            double[] values = new double[count];
            Arrays.fill(values, column.values()[0]);
            @Nullable NativeHistogram[] histograms = null;
            NativeHistogram histogram = column.histogram(0);
            if (histogram != null) {
                histograms = new NativeHistogram[count];
                Arrays.fill(histograms, histogram);
            }
            context.reserve(count - 1L);
            results.add(new Column(column.labels(), column.dropName(), values, histograms));
        }
        return results;
    }

    /** Removes the names that are to go, and merges series that have become equal by that. */
    List<Column> withNamesRemoved(List<Column> columns) {
        if (!context.delaysNameRemoval()) {
            return columns;
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.dropName()) {
                columns.set(i, column.relabelled(QueryContext.withoutMetadata(column.labels()), false));
            }
        }
        return ColumnsBuilder.merged(columns);
    }
}
