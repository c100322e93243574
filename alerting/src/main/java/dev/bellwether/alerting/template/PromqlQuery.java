package dev.bellwether.alerting.template;

import dev.bellwether.alerting.tenancy.ScopedExpression;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.evaluation.QueryResult.Sample;
import dev.bellwether.promql.histogram.HistogramText;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.List;

/** Answers the queries of templates with PromQL over a reader. As safe for use by many threads as its reader. */
public final class PromqlQuery implements PrometheusFunctions.Query {
    private final QueryEngine engine;
    private final SeriesReader series;
    private final List<Matcher> scope;

    /** Answers from all series. */
    public PromqlQuery(QueryEngine engine, SeriesReader series) {
        this(engine, series, List.of());
    }

    /** Answers from the series that fulfil certain conditions, whatever is asked. */
    private PromqlQuery(QueryEngine engine, SeriesReader series, List<Matcher> scope) {
        this.engine = engine;
        this.series = series;
        this.scope = scope;
    }

    /** The same, from the series alone that fulfil these conditions too. */
    public PromqlQuery within(List<Matcher> conditions) {
        return conditions.isEmpty() ? this : new PromqlQuery(engine, series, List.copyOf(conditions));
    }

    @Override
    public List<TemplateSample> query(String expression, long timestampMillis) {
        try {
            return samples(engine.instant(
                    ScopedExpression.of(PromqlParser.parse(expression, ParserOptions.ALL), scope),
                    timestampMillis,
                    series));
        } catch (PromqlSyntaxException | QueryException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<TemplateSample> samples(QueryResult result) {
        return switch (result) {
            case QueryResult.InstantVector vector ->
                vector.samples().stream().map(PromqlQuery::sample).toList();
            case QueryResult.Scalar scalar -> List.of(TemplateSample.of(Labels.EMPTY, scalar.value()));
            case QueryResult.Matrix ignored -> throw notAVector();
            case QueryResult.Text ignored -> throw notAVector();
        };
    }

    private static IllegalArgumentException notAVector() {
        return new IllegalArgumentException("query result is not a vector or scalar");
    }

    /** The element of a result; a histogram is the text that people see. */
    private static TemplateSample sample(Sample sample) {
        return sample.histogram() == null
                ? TemplateSample.of(sample.labels(), sample.value())
                : new TemplateSample(LabelMap.of(sample.labels()), HistogramText.of(sample.histogram()));
    }
}
