package dev.bellwether.alerting.replay;

import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.alerting.state.Evaluation;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.alerting.state.Transitions;
import dev.bellwether.alerting.template.PrometheusFunctions;
import dev.bellwether.alerting.template.RuleTemplate.Element;
import dev.bellwether.alerting.template.RuleTemplates;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.alerting.template.TemplateFunctions;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.evaluation.QueryResult.Sample;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The life of one rule's alerts over results that are given in the order of time. Templates of annotations are rendered when
 * somebody asks for them. Not safe for use by many threads.
 */
public final class AlertReplay {
    private static final int MAX_CACHED = 100_000;

    private final AlertRule rule;
    private final RuleTemplates templates;
    private final ReplayContext context;
    private final boolean plainLabels;
    private final Map<Labels, Labels> alertLabels = new HashMap<>();
    private final Map<Labels, Occurrence> newest = new HashMap<>();
    private RuleState state = RuleState.NEW;

    /** The element that an alert came from, and when. */
    private record Occurrence(Labels element, double value, long timestampMillis) {}

    /**
     * Composes the beginning: no alert yet.
     *
     * @throws TemplateException where a template of the rule cannot be read
     */
    public AlertReplay(AlertRule rule, ReplayContext context) {
        this.rule = rule;
        this.templates = RuleTemplates.of(rule);
        this.context = context;
        this.plainLabels = rule.labels().toMap().values().stream().noneMatch(text -> text.contains("{{"));
    }

    public AlertRule rule() {
        return rule;
    }

    /** The alerts after the newest evaluation. */
    public RuleState state() {
        return state;
    }

    /**
     * Takes the result of an evaluation.
     *
     * @param elements what the expression gave
     * @param timestampMillis the time, not before the last one
     * @param traces what is known at that time of the series behind an element's labels
     * @return the alerts that began to fire or resolved, by their labels
     * @throws UnusableResultException where the result cannot become alerts; then nothing has changed
     */
    public List<Alert> next(List<Sample> elements, long timestampMillis, BiFunction<Labels, Long, Trace> traces) {
        if (elements.isEmpty() && state.alerts().isEmpty()) {
            state = new RuleState(timestampMillis, Map.of());
            return List.of();
        }
        Map<Labels, Double> values = new LinkedHashMap<>();
        Map<Labels, Occurrence> occurrences = new HashMap<>();
        for (Sample sample : elements) {
            Labels labels = alertLabels(sample, timestampMillis);
            if (values.put(labels, sample.value()) != null) {
                throw new UnusableResultException("two elements of the result become the same alert " + labels
                        + "; let the rule's labels not hide what tells them apart");
            }
            occurrences.put(labels, new Occurrence(sample.labels(), sample.value(), timestampMillis));
        }
        int limit = rule.schedule().limit();
        if (limit > 0 && values.size() > limit) {
            throw new UnusableResultException("exceeded limit of " + limit + " with " + values.size() + " alerts");
        }
        newest.putAll(occurrences);
        Transitions.Outcome outcome = Transitions.next(
                rule,
                state,
                new Evaluation(timestampMillis, values, labels -> traces.apply(elementOf(labels), timestampMillis)));
        state = outcome.state();
        List<Alert> announced = outcome.announced().stream()
                .sorted(Comparator.comparing(Alert::labels))
                .toList();
        if (newest.size() > state.alerts().size() + announced.size()) {
            newest.keySet()
                    .removeIf(labels -> !state.alerts().containsKey(labels)
                            && announced.stream()
                                    .noneMatch(alert -> alert.labels().equals(labels)));
        }
        return announced;
    }

    /** The labels by which an alert's series are found. */
    private Labels elementOf(Labels alert) {
        return alert.without(RuleEvaluator.ALERT_NAME)
                .without(rule.labels().toMap().keySet());
    }

    private Labels alertLabels(Sample sample, long timestampMillis) {
        if (!plainLabels) {
            return rendered(sample, timestampMillis);
        }
        Labels known = alertLabels.get(sample.labels());
        if (known == null) {
            known = rendered(sample, timestampMillis);
            if (alertLabels.size() >= MAX_CACHED) {
                alertLabels.clear();
            }
            alertLabels.put(sample.labels(), known);
        }
        return known;
    }

    private Labels rendered(Sample sample, long timestampMillis) {
        Labels.Builder labels = sample.labels().without(Labels.METRIC_NAME).toBuilder();
        try {
            templates
                    .labels(element(sample.labels(), sample.value()), functions(timestampMillis), context.limits())
                    .forEach(labels::set);
        } catch (TemplateException e) {
            throw new UnusableResultException(String.valueOf(e.getMessage()), e);
        }
        return labels.set(RuleEvaluator.ALERT_NAME, rule.name()).build();
    }

    private Element element(Labels labels, double value) {
        return new Element(labels, value, context.externalLabels(), context.externalUrl());
    }

    private TemplateFunctions functions(long timestampMillis) {
        return PrometheusFunctions.of(context.query(), timestampMillis, context.externalUrl());
    }

    /**
     * The annotations of an alert, as they were when its expression held last.
     *
     * @param alert one of the state's, or one that {@link #next} has just announced
     */
    public Map<String, String> annotations(Labels alert) {
        Occurrence occurrence = newest.get(alert);
        Occurrence last = occurrence == null
                ? new Occurrence(elementOf(alert), Double.NaN, state.evaluatedThroughMillis())
                : occurrence;
        return templates.annotations(
                element(last.element(), last.value()), functions(last.timestampMillis()), context.limits());
    }
}
