package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.Annotation;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.histogram.ClassicHistogram;
import dev.bellwether.promql.histogram.NativeFraction;
import dev.bellwether.promql.histogram.NativeQuantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code histogram_quantile}, {@code histogram_quantiles} and {@code histogram_fraction}, classic and native. */
final class BucketFunctions {
    /** Looking at a native histogram takes as long as touching so many samples. */
    private static final int WORK_OF_HISTOGRAM = 50;

    private final Evaluator evaluator;
    private final QueryContext context;

    BucketFunctions(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
    }

    List<Column> quantile(Expression.Call call, Steps steps) {
        Expression quantileArgument = argument(call, 0);
        Expression vectorArgument = argument(call, 1);
        double[] quantiles = evaluator.scalar(quantileArgument, steps);
        List<Column> columns = evaluator.vector(vectorArgument, steps);
        warnOfQuantiles(quantiles, quantileArgument.span());
        HistogramSources sources = new HistogramSources(columns, vectorArgument.span(), steps.count(), context);
        List<Column> results = new ArrayList<>();
        addQuantiles(results, sources, quantiles, vectorArgument.span(), steps, labels -> labels);
        return finished(results);
    }

    List<Column> quantiles(Expression.Call call, Steps steps) {
        Expression vectorArgument = argument(call, 0);
        if (!(argument(call, 1) instanceof Expression.StringLiteral label)) {
            throw QueryException.badData("expected type string in call to function \"histogram_quantiles\"");
        }
        List<Column> columns = evaluator.vector(vectorArgument, steps);
        HistogramSources sources = new HistogramSources(columns, vectorArgument.span(), steps.count(), context);
        List<Column> results = new ArrayList<>();
        for (int i = 2; i < call.arguments().size(); i++) {
            Expression quantileArgument = argument(call, i);
            double[] quantiles = evaluator.scalar(quantileArgument, steps);
            warnOfQuantiles(quantiles, quantileArgument.span());
            for (double quantile : Arrays.stream(quantiles).distinct().toArray()) {
                double[] only = new double[quantiles.length];
                for (int step = 0; step < only.length; step++) {
                    only[step] = Double.compare(quantiles[step], quantile) == 0 ? quantile : SpecialValues.ABSENT;
                }
                addQuantiles(
                        results,
                        sources,
                        only,
                        vectorArgument.span(),
                        steps,
                        labels -> labels.with(label.value(), NumberText.openMetrics(quantile)));
            }
        }
        return ColumnsBuilder.merged(results);
    }

    List<Column> fraction(Expression.Call call, Steps steps) {
        double[] lower = evaluator.scalar(argument(call, 0), steps);
        double[] upper = evaluator.scalar(argument(call, 1), steps);
        Expression vectorArgument = argument(call, 2);
        Span span = vectorArgument.span();
        List<Column> columns = evaluator.vector(vectorArgument, steps);
        HistogramSources sources = new HistogramSources(columns, span, steps.count(), context);
        List<Column> results = new ArrayList<>();
        for (HistogramSources.Native source : sources.natives()) {
            ColumnWriter writer = new ColumnWriter(steps.count());
            for (int step = 0; step < steps.count(); step++) {
                context.work(WORK_OF_HISTOGRAM);
                NativeHistogram histogram = source.at(step);
                if (histogram != null) {
                    NativeFraction fraction = NativeFraction.of(lower[step], upper[step], histogram);
                    if (fraction.excludesNan()) {
                        context.annotations().add(QueryMessages.fractionExcludesNan(nameOf(source.labels()), span));
                    }
                    writer.write(step, fraction.value());
                }
            }
            add(results, writer, source.labels());
        }
        for (HistogramSources.Classic source : sources.classics()) {
            ColumnWriter writer = new ColumnWriter(steps.count());
            for (int step = 0; step < steps.count(); step++) {
                context.work(source.size());
                ClassicHistogram histogram = source.at(step);
                if (histogram != null) {
                    writer.write(step, histogram.fraction(lower[step], upper[step]));
                }
            }
            add(results, writer, source.labels());
        }
        return finished(results);
    }

    /** Gives the labels of a result. */
    private interface Labelling {
        Labels of(Labels labels);
    }

    private void addQuantiles(
            List<Column> results,
            HistogramSources sources,
            double[] quantiles,
            Span span,
            Steps steps,
            Labelling labelling) {
        for (HistogramSources.Native source : sources.natives()) {
            ColumnWriter writer = new ColumnWriter(steps.count());
            for (int step = 0; step < steps.count(); step++) {
                context.work(WORK_OF_HISTOGRAM);
                NativeHistogram histogram = source.at(step);
                if (histogram != null && !SpecialValues.isAbsent(quantiles[step])) {
                    writer.write(step, quantile(quantiles[step], histogram, source.labels(), span));
                }
            }
            add(results, writer, labelling.of(source.labels()));
        }
        for (HistogramSources.Classic source : sources.classics()) {
            ColumnWriter writer = new ColumnWriter(steps.count());
            for (int step = 0; step < steps.count(); step++) {
                context.work(source.size());
                ClassicHistogram histogram = source.at(step);
                if (histogram != null && !SpecialValues.isAbsent(quantiles[step])) {
                    writer.write(step, quantile(quantiles[step], histogram, source.labels(), span, steps.time(step)));
                }
            }
            add(results, writer, labelling.of(source.labels()));
        }
    }

    private double quantile(double quantile, NativeHistogram histogram, Labels labels, Span span) {
        NativeQuantile result = NativeQuantile.of(quantile, histogram);
        switch (result.finding()) {
            case NAN_RESULT -> context.annotations().add(QueryMessages.quantileOfNanIsNan(nameOf(labels), span));
            case SKEWED_BY_NAN -> context.annotations().add(QueryMessages.quantileSkewedByNan(nameOf(labels), span));
            case NONE -> {
                // Nothing to tell.
            }
        }
        return result.value();
    }

    private double quantile(double quantile, ClassicHistogram histogram, Labels labels, Span span, long time) {
        ClassicHistogram.Quantile result = histogram.quantile(quantile);
        ClassicHistogram.Mended mended = result.mended();
        if (mended != null) {
            String name = context.delaysNameRemoval() ? labels.metricName() : "";
            context.annotations()
                    .add(QueryMessages.forcedMonotonicity(
                            name,
                            span,
                            new Annotation.Monotonicity(
                                    time,
                                    time,
                                    mended.lowestBucket(),
                                    mended.highestBucket(),
                                    mended.largestDifference(),
                                    1)));
        }
        return result.value();
    }

    private String nameOf(Labels labels) {
        return context.delaysNameRemoval() ? labels.metricName() : "";
    }

    private void add(List<Column> results, ColumnWriter writer, Labels labels) {
        Column column = writer.column(context.labelsOfDerived(labels), true, context);
        if (column != null) {
            results.add(column);
        }
    }

    private List<Column> finished(List<Column> results) {
        return context.delaysNameRemoval() ? results : ColumnsBuilder.merged(results);
    }

    private void warnOfQuantiles(double[] quantiles, Span span) {
        for (double quantile : quantiles) {
            if (Double.isNaN(quantile) || quantile < 0 || quantile > 1) {
                context.annotations().add(QueryMessages.invalidQuantile(quantile, span));
            }
        }
    }

    private static Expression argument(Expression.Call call, int index) {
        return Children.withoutParentheses(call.arguments().get(index));
    }
}
