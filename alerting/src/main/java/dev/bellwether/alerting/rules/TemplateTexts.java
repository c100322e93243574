package dev.bellwether.alerting.rules;

import dev.bellwether.alerting.template.PrometheusFunctions;
import dev.bellwether.alerting.template.PromqlQuery;
import dev.bellwether.alerting.template.RuleTemplate;
import dev.bellwether.alerting.template.RuleTemplates;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.alerting.template.TemplateFunctions;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Labels and annotations as Prometheus's templates. Used by the thread that evaluates. */
public final class TemplateTexts implements RuleTexts {
    private final PromqlQuery query;
    private final Labels externalLabels;
    private final String externalUrl;
    private final Map<AlertRule, RuleTemplates> parsed = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Composes them.
     *
     * @param series what the function {@code query} reads
     * @param externalLabels the labels of the whole system
     * @param externalUrl under which people reach the system, may be empty
     */
    public TemplateTexts(QueryEngine queries, SeriesReader series, Labels externalLabels, String externalUrl) {
        this.query = new PromqlQuery(queries, series);
        this.externalLabels = externalLabels;
        this.externalUrl = externalUrl;
    }

    @Override
    public boolean labelsDependOnElement(AlertRule rule) {
        return rule.labels().toMap().values().stream().anyMatch(text -> text.contains("{{") || text.isEmpty());
    }

    @Override
    public Map<String, String> labels(AlertRule rule, Labels element, double value, long timestampMillis) {
        if (!labelsDependOnElement(rule)) {
            return rule.labels().toMap();
        }
        try {
            return templates(rule)
                    .labels(element(element, value), functions(rule, timestampMillis), TemplateLimits.RULE);
        } catch (TemplateException e) {
            throw new RuleFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Map<String, String> annotations(AlertRule rule, Labels element, double value, long timestampMillis) {
        if (rule.annotations().values().stream().noneMatch(text -> text.contains("{{"))) {
            return rule.annotations();
        }
        try {
            return templates(rule)
                    .annotations(element(element, value), functions(rule, timestampMillis), TemplateLimits.RULE);
        } catch (TemplateException e) {
            return rule.annotations();
        }
    }

    private RuleTemplates templates(AlertRule rule) {
        return parsed.computeIfAbsent(rule, RuleTemplates::of);
    }

    private RuleTemplate.Element element(Labels labels, double value) {
        return new RuleTemplate.Element(labels, value, externalLabels, externalUrl);
    }

    private TemplateFunctions functions(AlertRule rule, long timestampMillis) {
        return PrometheusFunctions.of(query.within(rule.scope()), timestampMillis, externalUrl);
    }
}
