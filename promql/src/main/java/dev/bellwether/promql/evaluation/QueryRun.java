package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.functions.Window;
import dev.bellwether.promql.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one query and turns columns into its result. */
final class QueryRun {
    private final QueryContext context;
    private final Plan plan;
    private final Expression expression;
    private final Evaluator evaluator;

    QueryRun(QueryContext context, Plan plan) {
        this.context = context;
        this.plan = plan;
        this.expression = plan.expression();
        this.evaluator = new Evaluator(context, plan);
    }

    QueryResult instant(long timeMillis) {
        context.checkRunning();
        Steps steps = Steps.single(timeMillis);
        return switch (expression.type()) {
            case SCALAR ->
                new QueryResult.Scalar(
                        timeMillis,
                        evaluator.scalar(expression, steps)[0],
                        context.annotations(),
                        context.statistics(plan));
            case STRING -> {
                if (!(Children.withoutParentheses(expression) instanceof Expression.StringLiteral text)) {
                    throw new IllegalStateException("only literals are strings");
                }
                yield new QueryResult.Text(timeMillis, text.value(), context.annotations(), context.statistics(plan));
            }
            case INSTANT_VECTOR -> vector(steps);
            case RANGE_VECTOR -> rangeVector(steps);
        };
    }

    QueryResult range(Steps steps) {
        context.checkRunning();
        if (expression.type() != ValueType.SCALAR && expression.type() != ValueType.INSTANT_VECTOR) {
            throw QueryException.badData("invalid expression type \""
                    + expression.type().documented() + "\" for range query, must be Scalar or instant Vector");
        }
        return matrix(evaluator.withNamesRemoved(evaluator.vector(expression, steps)), steps);
    }

    private QueryResult vector(Steps steps) {
        List<Column> columns = evaluator.withNamesRemoved(evaluator.vector(expression, steps));
        List<QueryResult.Sample> samples = new ArrayList<>(columns.size());
        for (Column column : columns) {
            if (!column.isPresent(0)) {
                continue;
            }
            samples.add(new QueryResult.Sample(
                    column.labels(), steps.startMillis(), column.values()[0], column.histogram(0)));
        }
        requireResultSize(samples.size());
        return new QueryResult.InstantVector(samples, context.annotations(), context.statistics(plan));
    }

    private QueryResult matrix(List<Column> columns, Steps steps) {
        List<QueryResult.Series> series = new ArrayList<>(columns.size());
        long size = 0;
        for (Column column : columns) {
            context.work(steps.count());
            int present = column.countPresent();
            if (present == 0) {
                continue;
            }
            size += present;
            requireResultSize(size);
            series.add(points(column, steps, present));
        }
        series.sort(Comparator.comparing(QueryResult.Series::labels));
        return new QueryResult.Matrix(series, context.annotations(), context.statistics(plan));
    }

    private static QueryResult.Series points(Column column, Steps steps, int present) {
        long[] times = new long[present];
        double[] values = new double[present];
        @Nullable NativeHistogram[] histograms = column.histograms() == null ? null : new NativeHistogram[present];
        int next = 0;
        for (int step = 0; step < steps.count(); step++) {
            if (column.isPresent(step)) {
                times[next] = steps.time(step);
                values[next] = column.values()[step];
                if (histograms != null) {
                    histograms[next] = column.histogram(step);
                }
                next++;
            }
        }
        return new QueryResult.Series(column.labels(), times, values, histograms);
    }

    private QueryResult rangeVector(Steps steps) {
        Expression bare = Children.withoutParentheses(expression);
        if (bare instanceof Expression.Subquery subquery) {
            Steps inner = evaluator.subqueries().steps(subquery, steps);
            return matrix(evaluator.withNamesRemoved(evaluator.insideSubquery(subquery.inner(), inner)), inner);
        }
        if (!(bare instanceof Expression.MatrixSelector matrix)) {
            throw new IllegalStateException("only selectors and subqueries are range vectors");
        }
        return new QueryResult.Matrix(samples(matrix, steps), context.annotations(), context.statistics(plan));
    }

    private List<QueryResult.Series> samples(Expression.MatrixSelector matrix, Steps steps) {
        Expression.VectorSelector selector = matrix.selector();
        RangeKind kind = selector.range();
        long range = evaluator.durations().positiveMillis(matrix.range());
        long before = kind == RangeKind.PLAIN ? 0 : context.lookbackMillis();
        long after = kind == RangeKind.SMOOTHED ? context.lookbackMillis() : 0;
        long end = evaluator.selectors().times(selector, steps).first();
        List<QueryResult.Series> series = new ArrayList<>();
        Window window = new Window(kind, range, matrix.span());
        SampleBuffer buffer = new SampleBuffer();
        long size = 0;
        try (SeriesCursor cursor = context.reader()
                .select(new Selection(
                        selector.matchers(),
                        end - range - before + 1,
                        end + after,
                        evaluator.selectors().hints(selector, range)))) {
            while (cursor.nextSeries()) {
                context.checkRunning();
                buffer.load(cursor, context);
                WindowSource.fill(window, cursor.labels(), buffer);
                window.moveTo(end, before, after, steps.startMillis());
                QueryResult.Series points = WindowPoints.of(window);
                context.countQueryable(0, SampleSize.of(window));
                if (points != null) {
                    size += points.timestampMillis().length;
                    requireResultSize(size);
                    series.add(points);
                }
            }
        }
        buffer.clear(context);
        series.sort(Comparator.comparing(QueryResult.Series::labels));
        return series;
    }

    private void requireResultSize(long samples) {
        if (samples > context.options().maxResultSamples()) {
            throw QueryException.execution("query would return too many samples (limit maxResultSamples is "
                    + context.options().maxResultSamples() + ")");
        }
    }
}
