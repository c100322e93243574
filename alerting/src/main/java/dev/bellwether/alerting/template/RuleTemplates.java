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
        Map<String, String> rendered = new LinkedHashMap<>();
        labels.forEach((name, template) -> rendered.put(name, template.render(element, functions, limits)));
        return rendered;
    }

    /** The rule's annotations for one element; a text that cannot be rendered says why in its place, for an alert must go out. */
    public Map<String, String> annotations(Element element, TemplateFunctions functions, TemplateLimits limits) {
        Map<String, String> rendered = new LinkedHashMap<>();
        annotations.forEach((name, template) -> {
            try {
                rendered.put(name, template.render(element, functions, limits));
            } catch (TemplateException e) {
                rendered.put(name, "<error expanding template: " + e.getMessage() + ">");
            }
        });
        return rendered;
    }
}
