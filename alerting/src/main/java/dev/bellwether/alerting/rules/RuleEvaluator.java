package dev.bellwether.alerting.rules;

import dev.bellwether.alerting.rules.SeriesActivity.ObservedSeries;
import dev.bellwether.alerting.state.Evaluation;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates rules over the series of a reader. Used by one thread. */
public final class RuleEvaluator {
    /** The label that carries the rule's name. */
    public static final String ALERT_NAME = "alertname";

    private final QueryEngine queries;
    private final SeriesReader series;
    private final SeriesActivity activity;
    private final long lookbackMillis;

    /**
     * Composes an evaluator.
     *
     * @param lookback how old the newest sample of a series may be that still counts
     */
    public RuleEvaluator(QueryEngine queries, SeriesReader series, SeriesActivity activity, Duration lookback) {
        this.queries = queries;
        this.series = series;
        this.activity = activity;
        this.lookbackMillis = lookback.toMillis();
    }

    /**
     * What the rule's expression gives at an instant.
     *
     * @throws QueryException where it cannot be evaluated
     * @throws IllegalStateException where two elements become the same alert
     */
    public Evaluation evaluate(CompiledRule rule, long timestampMillis) {
        QueryResult result = queries.instant(rule.expression(), timestampMillis, series);
        Map<Labels, Double> values = new LinkedHashMap<>();
        switch (result) {
            case QueryResult.InstantVector vector -> {
                for (QueryResult.Sample sample : vector.samples()) {
                    Labels labels = alertLabels(rule, sample.labels());
                    if (values.put(labels, sample.value()) != null) {
                        throw new IllegalStateException("two elements of the result become the same alert " + labels
                                + "; let the rule's labels not hide what tells them apart");
                    }
                }
            }
            case QueryResult.Scalar scalar -> values.put(alertLabels(rule, Labels.EMPTY), scalar.value());
            case QueryResult.Matrix ignored -> throw notAnAlert("a range vector");
            case QueryResult.Text ignored -> throw notAnAlert("a string");
        }
        return new Evaluation(timestampMillis, values, labels -> trace(rule, labels, timestampMillis));
    }

    private static IllegalStateException notAnAlert(String found) {
        return new IllegalStateException("the expression gives " + found + "; an instant vector or a scalar is needed");
    }

    private static Labels alertLabels(CompiledRule rule, Labels element) {
        Labels.Builder labels = element.without(Labels.METRIC_NAME).toBuilder();
        rule.rule().labels().forEach(labels::set);
        return labels.set(ALERT_NAME, rule.rule().name()).build();
    }

    /** Silence of the series behind any one selector is silence: a join without one side proves nothing. */
    private Trace trace(CompiledRule rule, Labels alert, long timestampMillis) {
        Labels element =
                alert.without(ALERT_NAME).without(rule.rule().labels().toMap().keySet());
        Trace trace = Trace.UNKNOWN;
        for (var matchers : rule.selectors()) {
            Trace one = traceOfSelector(matchers, element, timestampMillis);
            if (one == Trace.SILENT) {
                return Trace.SILENT;
            }
            if (one == Trace.PRESENT) {
                trace = Trace.PRESENT;
            }
        }
        return trace;
    }

    private Trace traceOfSelector(List<Matcher> matchers, Labels element, long timestampMillis) {
        boolean silent = false;
        for (Iterator<? extends ObservedSeries> related =
                        activity.matching(matchers).iterator();
                related.hasNext(); ) {
            ObservedSeries observed = related.next();
            if (isRelated(observed.labels(), element)) {
                if (observed.ended() || observed.newestMillis() > timestampMillis - lookbackMillis) {
                    return Trace.PRESENT;
                }
                silent = true;
            }
        }
        return silent ? Trace.SILENT : Trace.UNKNOWN;
    }

    private static boolean isRelated(Labels series, Labels element) {
        for (int i = 0; i < element.size(); i++) {
            String value = series.get(element.name(i));
            if (value != null && !value.equals(element.value(i))) {
                return false;
            }
        }
        return true;
    }
}
