package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.plan.Plan;
import dev.bellwether.promql.plan.SelectionHints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates instant selectors: for each step the newest sample that is not older than the lookback delta. */
final class SelectorEvaluation {
    private final QueryContext context;
    private final Durations durations;
    private final Plan plan;

    SelectorEvaluation(QueryContext context, Durations durations, Plan plan) {
        this.context = context;
        this.durations = durations;
        this.plan = plan;
    }

    /** What is taken from the sample that a step finds. */
    enum Take {
        VALUE,
        /** The sample's time in seconds, for {@code timestamp()}. */
        TIMESTAMP,
        /** The sample's time in seconds, of floats alone, for info series. */
        FLOAT_TIMESTAMP
    }

    List<Column> select(Expression.VectorSelector selector, Steps steps, Take take) {
        return select(selector, steps, take, hints(selector, 0));
    }

    List<Column> select(Expression.VectorSelector selector, Steps steps, Take take, Selection.Hints hints) {
        Times times = times(selector, steps);
        long lookback = context.lookbackMillis();
        boolean smoothed = selector.range() == RangeKind.SMOOTHED;
        long first = times.first() - lookback + (smoothed ? 0 : 1);
        long last = times.last() + (smoothed ? lookback : 0);
        List<Column> columns = new ArrayList<>();
        if (steps.count() == 0) {
            return columns;
        }
        SmoothedSelector smoothing = smoothed ? new SmoothedSelector(context, selector.span()) : null;
        boolean statistics = plan.statistics().contains(selector);
        Trace trace = context.trace();
        SampleBuffer buffer = new SampleBuffer();
        NewestSample newest = new NewestSample();
        try (SeriesCursor cursor = context.reader().select(new Selection(selector.matchers(), first, last, hints))) {
            while (cursor.nextSeries()) {
                context.checkRunning();
                Column column;
                if (steps.isSingle() && !smoothed && !statistics) {
                    newest.load(cursor, last, context);
                    column = column(cursor.labels(), newest, take);
                } else {
                    buffer.load(cursor, context);
                    if (statistics) {
                        buffer.reduceToStatistics();
                    }
                    column = smoothing != null
                            ? smoothing.column(cursor.labels(), buffer, times, steps)
                            : column(cursor.labels(), buffer, times, steps, take);
                }
                if (trace != null) {
                    trace.read(selector, 0, buffer.size() + newest.read());
                }
                if (column != null) {
                    columns.add(column);
                }
            }
        }
        buffer.clear(context);
        return columns;
    }

    /**
     * What a reader may be told about a selector.
     *
     * @param rangeMillis the range around it, 0 where there is none
     */
    Selection.Hints hints(Expression.VectorSelector selector, long rangeMillis) {
        SelectionHints.Around around = plan.hints().of(selector);
        Expression.Subquery subquery = around.subquery();
        long step =
                subquery == null ? context.queryStepMillis() : new Subqueries(context, durations).stepMillis(subquery);
        return new Selection.Hints(step, rangeMillis, around.function(), around.grouping(), around.by());
    }

    /** The times at which samples are looked up. */
    Times times(Expression.VectorSelector selector, Steps steps) {
        return new Times(steps, durations.anchorMillis(selector.shift()), durations.offsetMillis(selector.shift()));
    }

    /** Where each step looks: at its own time or at a fixed one, shifted back by an offset. */
    record Times(Steps steps, @Nullable Long anchorMillis, long offsetMillis) {
        long at(int step) {
            return (anchorMillis == null ? steps.time(step) : anchorMillis) - offsetMillis;
        }

        long first() {
            return at(0);
        }

        long last() {
            return at(Math.max(0, steps.count() - 1));
        }
    }

    /** The newest sample as a column of one step, or null where it is stale or there is none. */
    private @Nullable Column column(Labels labels, NewestSample newest, Take take) {
        if (!newest.isPresent()) {
            return null;
        }
        NativeHistogram histogram = newest.histogram();
        if (take == Take.FLOAT_TIMESTAMP && histogram != null) {
            throw noInfoMetric(labels);
        }
        context.countQueryable(0, histogram == null ? 1 : SampleSize.of(histogram));
        context.reserve(1);
        if (take != Take.VALUE) {
            return new Column(labels, false, new double[] {newest.timeMillis() / 1000.0});
        }
        return histogram == null
                ? new Column(labels, false, new double[] {newest.value()})
                : new Column(labels, false, Column.absent(1), new NativeHistogram[] {histogram});
    }

    private static QueryException noInfoMetric(Labels labels) {
        return QueryException.execution("this should be an info metric, with float samples: " + SeriesText.of(labels));
    }

    /** The samples at the steps as a column, or null where there is none. */
    @Nullable
    Column column(Labels labels, SampleBuffer buffer, Times times, Steps steps, Take take) {
        long lookback = context.lookbackMillis();
        double[] values = null;
        @Nullable NativeHistogram[] histograms = null;
        int next = 0;
        int size = buffer.size();
        context.work(steps.count());
        for (int step = 0; step < steps.count(); step++) {
            long reference = times.at(step);
            while (next < size && buffer.time(next) <= reference) {
                next++;
            }
            int index = next - 1;
            if (index < 0 || buffer.time(index) <= reference - lookback) {
                continue;
            }
            NativeHistogram histogram = buffer.histogram(index);
            double value = buffer.value(index);
            if (histogram == null ? SpecialValues.isStale(value) : histogram.isStale()) {
                continue;
            }
            if (values == null) {
                values = Column.absent(steps.count());
            }
            if (take == Take.FLOAT_TIMESTAMP && histogram != null) {
                throw noInfoMetric(labels);
            }
            context.countQueryable(step, histogram == null ? 1 : SampleSize.of(histogram));
            if (take != Take.VALUE) {
                values[step] = buffer.time(index) / 1000.0;
            } else if (histogram == null) {
                values[step] = value;
            } else {
                if (histograms == null) {
                    histograms = new NativeHistogram[steps.count()];
                }
                histograms[step] = histogram;
            }
        }
        if (values == null) {
            return null;
        }
        Column column = new Column(labels, false, values, histograms);
        context.reserve(column.cost());
        return column;
    }
}
