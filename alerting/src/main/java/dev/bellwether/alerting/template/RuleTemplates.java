package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.RuleTemplate.Element;
import dev.bellwether.model.alert.AlertRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The templates of all labels and annotations of an alert rule. Immutable and safe for use by many threads. */
public final class RuleTemplates {
    private final Map<String, RuleTemplate> labels;
    private final Map<String, RuleTemplate> annotations;

    private RuleTemplates(Map<String, RuleTemplate> labels, Map<String, RuleTemplate> annotations) {
        this.labels = labels;
        this.annotations = annotations;
    }

    /**
     * Reads the templates of a rule.
     *
     * @throws TemplateException where one cannot be read; its name tells the rule and the label or annotation
     */
    public static RuleTemplates of(AlertRule rule) {
        return new RuleTemplates(
                parsed(rule.name(), "label", rule.labels().toMap()),
                parsed(rule.name(), "annotation", rule.annotations()));
    }

    private static Map<String, RuleTemplate> parsed(String rule, String kind, Map<String, String> texts) {
        Map<String, RuleTemplate> templates = new LinkedHashMap<>();
        new TreeMap<>(texts)
                .forEach((name, text) ->
                        templates.put(name, RuleTemplate.parse("alert " + rule + ", " + kind + " " + name, text)));
        return templates;
    }

    /**
     * The rule's labels for one element; an empty text removes the element's own.
     *
     * @throws TemplateException where one cannot be rendered
     */
    public Map<String, String> labels(Element element, TemplateFunctions functions, TemplateLimits limits) {
        return rendered(labels, element, functions, limits);
    }

    /**
     * The rule's annotations for one element.
     *
     * @throws TemplateException where one cannot be rendered
     */
    public Map<String, String> annotations(Element element, TemplateFunctions functions, TemplateLimits limits) {
        return rendered(annotations, element, functions, limits);
    }

    private static Map<String, String> rendered(
            Map<String, RuleTemplate> templates, Element element, TemplateFunctions functions, TemplateLimits limits) {
        Map<String, String> rendered = new LinkedHashMap<>();
        templates.forEach((name, template) -> rendered.put(name, template.render(element, functions, limits)));
        return rendered;
    }
}
