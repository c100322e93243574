package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over an expression and evaluates each node for all steps at once. Belongs to one query and one thread. */
final class Evaluator {
    private final QueryContext context;
    private final Plan plan;
    private final @Nullable SharedResults sharedResults;
    private final Durations durations;
    private final Subqueries subqueries;
    private final SelectorEvaluation selectors;
    private final RangeEvaluation ranges;
    private final BinaryEvaluation binaries;
    private final AggregationEvaluation aggregations;
    private final CallEvaluation calls;
    private final ScalarEvaluation scalars;

    Evaluator(QueryContext context, Plan plan) {
        this.context = context;
        this.plan = plan;
        sharedResults = plan.shared().isEmpty() ? null : new SharedResults(context, plan);
        durations = new Durations(context);
        subqueries = new Subqueries(context, durations);
        selectors = new SelectorEvaluation(context, durations, plan);
        ranges = new RangeEvaluation(this, context, plan);
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

    /** The value of a scalar expression at each step. */
    double[] scalar(Expression expression, Steps steps) {
        Trace trace = context.trace();
        if (trace == null) {
            return scalars.evaluate(expression, steps);
        }
        long begun = System.nanoTime();
        double[] values = scalars.evaluate(expression, steps);
        trace.gave(expression, begun, values.length);
        return values;
    }

    /** The columns of an instant vector; a scalar becomes a column without labels. */
    List<Column> vector(Expression given, Steps steps) {
        context.checkRunning();
        Expression expression = Children.withoutParentheses(given);
        if (steps.count() == 0) {
            return new ArrayList<>();
        }
        if (expression.type() == ValueType.SCALAR) {
            List<Column> columns = new ArrayList<>(1);
            columns.add(new Column(Labels.EMPTY, false, scalar(expression, steps)));
            return columns;
        }
        Trace trace = context.trace();
        if (trace == null) {
            return sharedOrEvaluated(expression, steps);
        }
        long begun = System.nanoTime();
        List<Column> columns = sharedOrEvaluated(expression, steps);
        trace.gave(expression, begun, columns);
        return columns;
    }

    private List<Column> sharedOrEvaluated(Expression expression, Steps steps) {
        SharedResults shared = sharedResults;
        if (shared != null) {
            int tree = plan.shared().indexOf(expression);
            if (tree >= 0) {
                return shared.get(tree, expression, steps, () -> onceOrEvaluated(expression, steps));
            }
        }
        return onceOrEvaluated(expression, steps);
    }

    private List<Column> onceOrEvaluated(Expression expression, Steps steps) {
        return !steps.isSingle() && plan.isFixed(expression)
                ? repeated(expression, steps)
                : evaluated(expression, steps);
    }

    private List<Column> evaluated(Expression expression, Steps steps) {
        return switch (expression) {
            case Expression.Parentheses parentheses -> vector(parentheses.inner(), steps);
            case Expression.Unary unary -> negated(unary, vector(unary.inner(), steps));
            case Expression.Binary binary -> binaries.evaluate(binary, steps);
            case Expression.Aggregation aggregation -> aggregations.evaluate(aggregation, steps);
            case Expression.Call call -> calls.evaluate(call, steps);
            case Expression.VectorSelector selector -> selectors.select(selector, steps, SelectorEvaluation.Take.VALUE);
            case Expression.Subquery subquery -> vector(subquery.inner(), subqueries.steps(subquery, steps));
            case Expression.MatrixSelector matrix ->
                throw QueryException.execution("range vector cannot be evaluated as an instant vector");
            case Expression.StringLiteral text ->
                throw QueryException.execution("string cannot be evaluated as an instant vector");
            case Expression.NumberLiteral number ->
                throw new IllegalStateException("a number is a scalar: " + number.value());
        };
    }

    private List<Column> negated(Expression.Unary unary, List<Column> columns) {
        if (!unary.negative()) {
            return columns;
        }
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(column.values().length);
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

    /** Evaluates once what is the same at every step. */
    private List<Column> repeated(Expression expression, Steps steps) {
        long[] counts = new long[1];
        long[] outside = context.exchangeQueryable(counts);
        List<Column> columns;
        try {
            columns = evaluated(expression, Steps.single(steps.startMillis()));
        } finally {
            context.exchangeQueryable(outside);
        }
        int count = steps.count();
        if (outside != null && outside.length == count) {
            for (int step = 0; step < count; step++) {
                context.countQueryable(step, counts[0]);
            }
        }
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(count);
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

    /** Evaluates inside a subquery: what it reads does not count, only what its function looks at. */
    List<Column> insideSubquery(Expression expression, Steps steps) {
        long[] outside = context.exchangeQueryable(null);
        try {
            return vector(expression, steps);
        } finally {
            context.exchangeQueryable(outside);
        }
    }

    /** Removes the names that are to go, and merges series that have become equal by that. */
    List<Column> withNamesRemoved(List<Column> columns) {
        if (!context.delaysNameRemoval()) {
            return columns;
        }
        List<Column> named = null;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.dropName()) {
                if (named == null) {
                    named = new ArrayList<>(columns);
                }
                named.set(i, column.relabelled(QueryContext.withoutMetadata(column.labels()), false));
            }
        }
        // As long as names stay all labels differ.
        return named == null ? columns : ColumnsBuilder.merged(named);
    }
}
