package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.functions.RangeFunction;
import dev.bellwether.promql.functions.RangeFunctions;
import dev.bellwether.promql.functions.RangeOutput;
import dev.bellwether.promql.functions.Window;
import dev.bellwether.promql.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates functions of range vectors: one pass over each series, a window sliding over it from step to step. */
final class RangeEvaluation {
    private static final Span SUBQUERY_SPAN = new Span(0, 0);

    private final Evaluator evaluator;
    private final QueryContext context;
    private final Plan plan;
    private final @Nullable SharedSamples sharedSamples;

    RangeEvaluation(Evaluator evaluator, QueryContext context, Plan plan) {
        this.evaluator = evaluator;
        this.context = context;
        this.plan = plan;
        sharedSamples = plan.shared().isEmpty() ? null : new SharedSamples(context);
    }

    List<Column> evaluate(Expression.Call call, Steps steps) {
        RangeFunction function = RangeFunctions.byName(call.function());
        if (function == null) {
            throw QueryException.badData("unknown function with name \"" + call.function() + "\"");
        }
        Expression range = null;
        List<double[]> parameters = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            Expression bare = Children.withoutParentheses(argument);
            if (bare instanceof Expression.MatrixSelector || bare instanceof Expression.Subquery) {
                range = bare;
            } else {
                parameters.add(evaluator.scalar(bare, steps));
            }
        }
        if (range == null) {
            throw QueryException.badData("function \"" + call.function() + "\" needs a range vector");
        }
        Call prepared = new Call(call, function, parameters, steps);
        return switch (range) {
            case Expression.MatrixSelector matrix -> overSelector(prepared, matrix);
            case Expression.Subquery subquery -> overSubquery(prepared, subquery);
            default -> throw new IllegalStateException("not a range vector: " + range);
        };
    }

    /** A call with everything but its series. */
    private record Call(Expression.Call call, RangeFunction function, List<double[]> parameters, Steps steps) {
        String name() {
            return call.function();
        }

        /** Annotations point to the first argument, whatever it is, or to the query's start where it is a subquery. */
        Span span() {
            Expression first = Children.withoutParentheses(call.arguments().getFirst());
            return first instanceof Expression.Subquery ? SUBQUERY_SPAN : first.span();
        }

        boolean dropsName() {
            return !name().equals("last_over_time") && !name().equals("first_over_time");
        }

        double[] parametersAt(int step, double[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = parameters.get(i)[step];
            }
            return target;
        }
    }

    private List<Column> overSelector(Call call, Expression.MatrixSelector matrix) {
        Expression.VectorSelector selector = matrix.selector();
        RangeKind kind = selector.range();
        requireAllowed(kind, call.name());
        long range = evaluator.durations().positiveMillis(matrix.range());
        long lookback = context.lookbackMillis();
        long before = kind == RangeKind.PLAIN ? 0 : lookback;
        long after = kind == RangeKind.SMOOTHED ? lookback : 0;
        Steps steps = call.steps();
        SelectorEvaluation.Times times = evaluator.selectors().times(selector, steps);
        List<Column> columns = new ArrayList<>();
        if (steps.count() == 0) {
            return columns;
        }
        Selection selection = new Selection(
                selector.matchers(),
                times.first() - range - before + 1,
                times.last() + after,
                kind == RangeKind.PLAIN ? evaluator.selectors().hints(selector, range) : Selection.Hints.NONE);
        boolean statistics = plan.statistics().contains(selector);
        Trace trace = context.trace();
        Window window = new Window(kind, range, call.span());
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = open(matrix, selection)) {
            long begun = trace == null ? 0 : System.nanoTime();
            while (cursor.nextSeries()) {
                context.checkRunning();
                buffer.load(cursor, context);
                if (statistics) {
                    buffer.reduceToStatistics();
                }
                if (trace != null) {
                    trace.read(matrix, begun, buffer.size());
                }
                WindowSource.fill(window, cursor.labels(), buffer);
                add(columns, slide(call, window, times, before, after, false));
                begun = trace == null ? 0 : System.nanoTime();
            }
        }
        buffer.clear(context);
        return finished(call, columns);
    }

    private SeriesCursor open(Expression.MatrixSelector matrix, Selection selection) {
        SharedSamples shared = sharedSamples;
        int tree = shared == null ? -1 : plan.shared().indexOf(matrix);
        return shared == null || tree < 0 ? context.reader().select(selection) : shared.open(tree, selection);
    }

    private List<Column> overSubquery(Call call, Expression.Subquery subquery) {
        long range = evaluator.durations().positiveMillis(subquery.range());
        Steps steps = call.steps();
        SelectorEvaluation.Times times = evaluator.subqueries().times(subquery, steps);
        Steps inner = evaluator.subqueries().steps(subquery, steps);
        List<Column> source = evaluator.insideSubquery(subquery.inner(), inner);
        Window window = new Window(RangeKind.PLAIN, range, call.span());
        List<Column> columns = new ArrayList<>(source.size());
        for (Column column : source) {
            context.checkRunning();
            WindowSource.fill(window, column, inner);
            add(columns, slide(call, window, times, 0, 0, column.dropName()));
            context.release(column.cost());
        }
        return finished(call, columns);
    }

    private List<Column> finished(Call call, List<Column> columns) {
        // Of what is absent only the steps matter, so that equal labels are no conflict.
        boolean mayClash = !context.delaysNameRemoval() && !call.name().equals("absent_over_time");
        return mayClash ? ColumnsBuilder.merged(columns) : columns;
    }

    private static void add(List<Column> columns, @Nullable Column column) {
        if (column != null) {
            columns.add(column);
        }
    }

    private @Nullable Column slide(
            Call call, Window window, SelectorEvaluation.Times times, long before, long after, boolean nameGoes) {
        Steps steps = call.steps();
        RangeOutput output = new RangeOutput(context.annotations());
        ColumnWriter writer = new ColumnWriter(steps.count());
        double[] parameters = new double[call.parameters().size()];
        boolean floats = false;
        for (int step = 0; step < steps.count(); step++) {
            window.moveTo(times.at(step), before, after, steps.time(step));
            if (window.isEmpty()) {
                continue;
            }
            long size = SampleSize.of(window);
            context.countQueryable(step, size);
            context.work(size + 1);
            output.clear();
            call.function().evaluate(window, call.parametersAt(step, parameters), output);
            floats |= output.isPresent() && output.histogram() == null;
            writer.write(step, output);
        }
        if (floats && (call.name().equals("rate") || call.name().equals("increase"))) {
            warnOfNonCounter(window);
        }
        boolean dropName = nameGoes || call.dropsName();
        Labels labels = dropName ? context.labelsOfDerived(window.labels()) : window.labels();
        return writer.column(labels, dropName, context);
    }

    private void warnOfNonCounter(Window window) {
        String name = window.metricName();
        if (name.isEmpty()) {
            return;
        }
        if (context.options().typeAndUnitLabels()) {
            String type = window.labels().getOrEmpty("__type__");
            if (!type.equals("counter") && !type.equals("histogram")) {
                context.annotations().add(QueryMessages.possibleNonCounterType(name, type, window.span()));
            }
        } else if (!name.endsWith("_total")
                && !name.endsWith("_sum")
                && !name.endsWith("_count")
                && !name.endsWith("_bucket")) {
            context.annotations().add(QueryMessages.possibleNonCounter(name, window.span()));
        }
    }

    private static void requireAllowed(RangeKind kind, String function) {
        List<String> allowed = switch (kind) {
            case PLAIN -> List.of(function);
            case ANCHORED -> List.of("changes", "delta", "increase", "rate", "resets");
            case SMOOTHED -> List.of("delta", "increase", "rate");
        };
        if (!allowed.contains(function)) {
            String word = kind == RangeKind.ANCHORED ? "anchored" : "smoothed";
            throw QueryException.execution(word + " modifier can only be used with: " + String.join(", ", allowed)
                    + " - not with " + function);
        }
    }
}
