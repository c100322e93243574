package dev.bellwether.alerting.rules;

import dev.bellwether.alerting.rules.SeriesActivity.ObservedSeries;
import dev.bellwether.alerting.state.Evaluation;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates rules over the series of a reader. Used by one thread. */
public final class RuleEvaluator {
    /** The label that carries the rule's name. */
    public static final String ALERT_NAME = "alertname";

    private final QueryEngine queries;
    private final SeriesReader series;
    private final SeriesActivity activity;
    private final RuleTexts texts;
    private final long lookbackMillis;
    private final HiddenLabels hidden;

    /**
     * Composes an evaluator that takes labels and annotations as they are written.
     *
     * @param lookback how old the newest sample of a series may be that still counts
     */
    public RuleEvaluator(QueryEngine queries, SeriesReader series, SeriesActivity activity, Duration lookback) {
        this(queries, series, activity, RuleTexts.PLAIN, lookback);
    }

    /**
     * Composes an evaluator.
     *
     * @param lookback how old the newest sample of a series may be that still counts
     */
    public RuleEvaluator(
            QueryEngine queries, SeriesReader series, SeriesActivity activity, RuleTexts texts, Duration lookback) {
        this(queries, series, activity, texts, lookback.toMillis(), new HiddenLabels());
    }

    private RuleEvaluator(
            QueryEngine queries,
            SeriesReader series,
            SeriesActivity activity,
            RuleTexts texts,
            long lookbackMillis,
            HiddenLabels hidden) {
        this.queries = queries;
        this.series = series;
        this.activity = activity;
        this.texts = texts;
        this.lookbackMillis = lookbackMillis;
        this.hidden = hidden;
    }

    /** The same over the series of another reader, of which it is not known who has fallen silent. */
    public RuleEvaluator over(SeriesReader other) {
        return new RuleEvaluator(
                queries, other, matchers -> Stream.<ObservedSeries>empty(), texts, lookbackMillis, hidden);
    }

    /**
     * What an alerting rule's expression gives at an instant.
     *
     * @throws RuleFailedException where it cannot be evaluated, two elements become the same alert, or there are more
     *     elements than the rule's limit
     */
    public Evaluation evaluate(CompiledRule rule, long timestampMillis) {
        AlertRule alerting = (AlertRule) rule.rule();
        Map<Labels, Double> values = new LinkedHashMap<>();
        for (QueryResult.Sample sample : samples(rule, timestampMillis, series)) {
            Labels labels = alertLabels(alerting, sample.labels(), sample.value(), timestampMillis);
            if (values.put(labels, sample.value()) != null) {
                throw new RuleFailedException("two elements of the result become the same alert " + labels
                        + "; let the rule's labels not hide what tells them apart");
            }
        }
        requireWithinLimit(rule.rule(), values.size(), "alerts");
        long at = timestampMillis - rule.rule().schedule().offset().toMillis();
        SeriesTraces traces = new SeriesTraces(rule.selectors(), activity, at - lookbackMillis);
        Set<Labels> silent = alerting.noData() == NoData.Alert ? silent(rule, alerting, at) : Set.of();
        return new Evaluation(
                timestampMillis, values, labels -> traces.of(elementOf(alerting, labels)), silent, DataState.COMPLETE);
    }

    /**
     * What a recording rule's expression gives at an instant, under the labels that are recorded.
     *
     * @throws RuleFailedException where it cannot be evaluated, two elements become the same series, or there are more
     *     elements than the rule's limit
     */
    public List<QueryResult.Sample> record(CompiledRule rule, long timestampMillis) {
        Set<Labels> seen = new HashSet<>();
        List<QueryResult.Sample> recorded = new ArrayList<>();
        for (QueryResult.Sample sample : samples(rule, timestampMillis, series)) {
            Labels.Builder builder = sample.labels().toBuilder()
                    .set(Labels.METRIC_NAME, rule.rule().name());
            rule.rule().labels().forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.remove(name);
                } else {
                    builder.set(name, value);
                }
            });
            Labels labels = builder.build();
            if (!seen.add(labels)) {
                throw new RuleFailedException("two elements of the result become the same series " + labels);
            }
            recorded.add(new QueryResult.Sample(labels, timestampMillis, sample.value(), sample.histogram()));
        }
        requireWithinLimit(rule.rule(), recorded.size(), "series");
        return recorded;
    }

    /**
     * The value of the one element that an element-wise rule gives for the series of a reader.
     *
     * @param one reads that one series
     * @return null where the expression does not hold
     * @throws RuleFailedException where it cannot be evaluated
     */
    public @Nullable Double element(CompiledRule rule, SeriesReader one, long timestampMillis) {
        List<QueryResult.Sample> samples = samples(rule, timestampMillis, one);
        return samples.isEmpty() ? null : Double.valueOf(samples.getFirst().value());
    }

    private List<QueryResult.Sample> samples(CompiledRule rule, long timestampMillis, SeriesReader reader) {
        long at = timestampMillis - rule.rule().schedule().offset().toMillis();
        try {
            return switch (queries.prepare(rule.plan()).instant(at, reader)) {
                case QueryResult.InstantVector vector -> vector.samples();
                case QueryResult.Scalar scalar ->
                    List.of(new QueryResult.Sample(Labels.EMPTY, at, scalar.value(), null));
                case QueryResult.Matrix ignored -> throw notAnAlert("a range vector");
                case QueryResult.Text ignored -> throw notAnAlert("a string");
            };
        } catch (QueryException e) {
            throw new RuleFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RuleFailedException notAnAlert(String found) {
        return new RuleFailedException("the expression gives " + found + "; an instant vector or a scalar is needed");
    }

    private static void requireWithinLimit(Rule rule, int count, String what) {
        int limit = rule.schedule().limit();
        if (limit > 0 && count > limit) {
            throw new RuleFailedException("exceeded limit of " + limit + " with " + count + " " + what);
        }
    }

    /** Whether alerts can be told from the labels of their series alone, without the result's other elements. */
    public boolean tellsElementsApart(CompiledRule rule) {
        return rule.rule() instanceof AlertRule alerting
                && rule.shape().isElementwise()
                && rule.rule().schedule().limit() == 0
                && !texts.labelsDependOnElement(alerting);
    }

    /** The labels of the alert that an element becomes. */
    public Labels alertLabels(AlertRule rule, Labels element, double value, long timestampMillis) {
        Labels bare = element.without(Labels.METRIC_NAME);
        Labels.Builder labels = bare.toBuilder();
        texts.labels(rule, bare, value, timestampMillis).forEach((name, text) -> {
            if (text.isEmpty()) {
                labels.remove(name);
            } else {
                labels.set(name, text);
            }
        });
        Labels alert = labels.set(ALERT_NAME, rule.name()).build();
        hidden.note(rule.uid(), bare, alert);
        return alert;
    }

    /** The annotations of an alert; {@code $labels} are those of the element that became it. */
    public Map<String, String> annotations(AlertRule rule, Labels alert, double value, long timestampMillis) {
        Labels element = hidden.elementOf(rule.uid(), alert);
        return texts.annotations(rule, element == null ? elementOf(rule, alert) : element, value, timestampMillis);
    }

    private static Labels elementOf(AlertRule rule, Labels alert) {
        return alert.without(ALERT_NAME).without(rule.labels().toMap().keySet());
    }

    /** One alert for each silent series where the rule treats each by itself, else one for all of them. */
    private Set<Labels> silent(CompiledRule rule, AlertRule alerting, long at) {
        Set<Labels> alerts = new LinkedHashSet<>();
        Labels common = null;
        for (List<Matcher> matchers : rule.selectors()) {
            for (Iterator<? extends ObservedSeries> all =
                            activity.matching(matchers).iterator();
                    all.hasNext(); ) {
                ObservedSeries one = all.next();
                if (one.ended() || one.newestMillis() > at - lookbackMillis) {
                    continue;
                }
                if (rule.shape().isElementwise()) {
                    alerts.add(alertLabels(alerting, one.labels(), Double.NaN, at));
                } else {
                    common = common == null ? one.labels() : shared(common, one.labels());
                }
            }
        }
        if (common != null) {
            alerts.add(alertLabels(alerting, common, Double.NaN, at));
        }
        return alerts;
    }

    private static Labels shared(Labels left, Labels right) {
        Labels.Builder builder = left.toBuilder();
        left.forEach((name, value) -> {
            if (!value.equals(right.get(name))) {
                builder.remove(name);
            }
        });
        return builder.build();
    }
}
