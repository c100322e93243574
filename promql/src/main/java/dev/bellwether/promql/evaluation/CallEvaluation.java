package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.functions.DateFunctions;
import dev.bellwether.promql.functions.InstantFunctions;
import dev.bellwether.promql.functions.RangeFunctions;
import dev.bellwether.promql.histogram.HistogramStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates calls of functions that give an instant vector. */
final class CallEvaluation {
    private final Evaluator evaluator;
    private final QueryContext context;
    private final LabelFunctions labelFunctions;
    private final BucketFunctions bucketFunctions;
    private final SortFunctions sortFunctions;

    CallEvaluation(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
        labelFunctions = new LabelFunctions(context);
        bucketFunctions = new BucketFunctions(evaluator, context);
        sortFunctions = new SortFunctions(context);
    }

    List<Column> evaluate(Expression.Call call, Steps steps) {
        List<Expression> arguments = call.arguments();
        String name = call.function();
        if (name.equals("absent_over_time")) {
            return absent(arguments.getFirst(), evaluator.ranges().evaluate(call, steps), steps, true);
        }
        if (RangeFunctions.byName(name) != null) {
            return evaluator.ranges().evaluate(call, steps);
        }
        DoubleUnaryOperator date = DateFunctions.byName(name);
        if (date != null) {
            return dates(date, arguments, steps);
        }
        DoubleUnaryOperator simple = InstantFunctions.byName(name);
        if (simple != null) {
            return mapped(argument(call, 0, steps), simple);
        }
        ToDoubleFunction<NativeHistogram> statistic = HistogramStatistics.byName(name);
        if (statistic != null) {
            return statistics(argument(call, 0, steps), statistic);
        }
        return switch (name) {
            case "absent" -> absent(arguments.getFirst(), argument(call, 0, steps), steps, false);
            case "clamp" ->
                clamped(
                        argument(call, 0, steps),
                        evaluator.scalar(arguments.get(1), steps),
                        evaluator.scalar(arguments.get(2), steps));
            case "clamp_max" ->
                clamped(
                        argument(call, 0, steps),
                        constant(Double.NEGATIVE_INFINITY, steps),
                        evaluator.scalar(arguments.get(1), steps));
            case "clamp_min" ->
                clamped(
                        argument(call, 0, steps),
                        evaluator.scalar(arguments.get(1), steps),
                        constant(Double.POSITIVE_INFINITY, steps));
            case "round" -> rounded(call, steps);
            case "vector" -> {
                List<Column> columns = new ArrayList<>(1);
                columns.add(new Column(Labels.EMPTY, false, evaluator.scalar(arguments.getFirst(), steps)));
                yield columns;
            }
            case "timestamp" -> timestamps(call, steps);
            case "start_timestamp" -> new ArrayList<>();
            case "label_replace" -> labelFunctions.replace(call, argument(call, 0, steps));
            case "label_join" -> labelFunctions.join(call, argument(call, 0, steps));
            case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> {
                if (context.queryStepMillis() != 0 && steps.count() > 1) {
                    context.annotations().add(QueryMessages.sortInRangeQuery(call.span()));
                }
                yield sortFunctions.sorted(call, argument(call, 0, steps), steps);
            }
            case "histogram_quantile" -> bucketFunctions.quantile(call, steps);
            case "histogram_quantiles" -> bucketFunctions.quantiles(call, steps);
            case "histogram_fraction" -> bucketFunctions.fraction(call, steps);
            case "info" -> new InfoFunction(evaluator, context).evaluate(call, steps);
            default -> throw QueryException.badData("unknown function with name \"" + name + "\"");
        };
    }

    private List<Column> argument(Expression.Call call, int index, Steps steps) {
        return evaluator.vector(Children.withoutParentheses(call.arguments().get(index)), steps);
    }

    private static double[] constant(double value, Steps steps) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    /** The floats changed one by one; histograms are left out. */
    private List<Column> mapped(List<Column> columns, DoubleUnaryOperator function) {
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            double[] source = column.values();
            context.work(source.length);
            double[] values = Column.absent(source.length);
            boolean any = false;
            for (int step = 0; step < source.length; step++) {
                if (column.hasFloat(step)) {
                    values[step] = function.applyAsDouble(source[step]);
                    any = true;
                }
            }
            if (any) {
                results.add(new Column(context.labelsOfDerived(column.labels()), true, values));
            }
        }
        return finished(results);
    }

    private List<Column> finished(List<Column> columns) {
        return context.delaysNameRemoval() ? columns : ColumnsBuilder.merged(columns);
    }

    private List<Column> statistics(List<Column> columns, ToDoubleFunction<NativeHistogram> statistic) {
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            @Nullable NativeHistogram @Nullable [] histograms = column.histograms();
            if (histograms == null) {
                continue;
            }
            context.work(histograms.length);
            ColumnWriter writer = new ColumnWriter(histograms.length);
            for (int step = 0; step < histograms.length; step++) {
                NativeHistogram histogram = histograms[step];
                if (histogram != null) {
                    writer.write(step, statistic.applyAsDouble(histogram));
                }
            }
            Column result = writer.column(context.labelsOfDerived(column.labels()), true, context);
            if (result != null) {
                results.add(result);
            }
        }
        return finished(results);
    }

    private List<Column> clamped(List<Column> columns, double[] lowest, double[] highest) {
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(lowest.length);
            ColumnWriter writer = new ColumnWriter(lowest.length);
            for (int step = 0; step < lowest.length; step++) {
                if (column.hasFloat(step) && !(highest[step] < lowest[step])) {
                    writer.write(
                            step,
                            InstantFunctions.clamp(lowest[step], highest[step]).applyAsDouble(column.values()[step]));
                }
            }
            Column result = writer.column(context.labelsOfDerived(column.labels()), true, context);
            if (result != null) {
                results.add(result);
            }
        }
        return finished(results);
    }

    private List<Column> rounded(Expression.Call call, Steps steps) {
        List<Column> columns = argument(call, 0, steps);
        if (call.arguments().size() < 2) {
            return mapped(columns, InstantFunctions.round(1));
        }
        double[] nearest = evaluator.scalar(call.arguments().get(1), steps);
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(nearest.length);
            ColumnWriter writer = new ColumnWriter(nearest.length);
            for (int step = 0; step < nearest.length; step++) {
                if (column.hasFloat(step)) {
                    writer.write(step, InstantFunctions.round(nearest[step]).applyAsDouble(column.values()[step]));
                }
            }
            Column result = writer.column(context.labelsOfDerived(column.labels()), true, context);
            if (result != null) {
                results.add(result);
            }
        }
        return finished(results);
    }

    private List<Column> dates(DoubleUnaryOperator part, List<Expression> arguments, Steps steps) {
        if (!arguments.isEmpty()) {
            return mapped(evaluator.vector(Children.withoutParentheses(arguments.getFirst()), steps), part);
        }
        double[] values = new double[steps.count()];
        for (int step = 0; step < values.length; step++) {
            values[step] = part.applyAsDouble(Math.floorDiv(steps.time(step), 1000));
        }
        List<Column> columns = new ArrayList<>(1);
        columns.add(new Column(Labels.EMPTY, false, values));
        return columns;
    }

    private List<Column> timestamps(Expression.Call call, Steps steps) {
        Expression argument = Children.withoutParentheses(call.arguments().getFirst());
        List<Column> results = new ArrayList<>();
        if (argument instanceof Expression.VectorSelector selector) {
            List<Column> columns = evaluator.selectors().select(selector, steps, SelectorEvaluation.Take.TIMESTAMP);
            for (Column column : columns) {
                results.add(column.relabelled(context.labelsOfDerived(column.labels()), true));
            }
            return finished(results);
        }
        for (Column column : evaluator.vector(argument, steps)) {
            context.work(steps.count());
            ColumnWriter writer = new ColumnWriter(steps.count());
            for (int step = 0; step < steps.count(); step++) {
                if (column.isPresent(step)) {
                    writer.write(step, steps.time(step) / 1000.0);
                }
            }
            Column result = writer.column(context.labelsOfDerived(column.labels()), true, context);
            if (result != null) {
                results.add(result);
            }
        }
        return finished(results);
    }

    private List<Column> absent(Expression argument, List<Column> columns, Steps steps, boolean dropName) {
        double[] values = constant(1, steps);
        boolean any = false;
        for (int step = 0; step < values.length; step++) {
            for (Column column : columns) {
                context.work(1);
                if (column.isPresent(step)) {
                    values[step] = SpecialValues.ABSENT;
                    break;
                }
            }
            any |= !SpecialValues.isAbsent(values[step]);
        }
        List<Column> results = new ArrayList<>(1);
        if (any) {
            results.add(new Column(labelsOfAbsent(Children.withoutParentheses(argument)), dropName, values));
        }
        return results;
    }

    /** The labels that are known of a series that is not there: those its selector compares for equality once. */
    private static Labels labelsOfAbsent(Expression expression) {
        List<Matcher> matchers = switch (expression) {
            case Expression.VectorSelector selector -> selector.matchers();
            case Expression.MatrixSelector matrix -> matrix.selector().matchers();
            default -> List.of();
        };
        Labels.Builder builder = Labels.builder();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : matchers) {
            if (matcher.name().equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (matcher.operator() == Matcher.Operator.EQUAL && seen.add(matcher.name())) {
                builder.set(matcher.name(), matcher.value());
            } else {
                builder.remove(matcher.name());
            }
        }
        return builder.build();
    }
}
