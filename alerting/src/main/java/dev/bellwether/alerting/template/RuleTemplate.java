package dev.bellwether.alerting.template;

import dev.bellwether.model.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A template of a rule's label or annotation, with the variables that Prometheus declares for it: {@code $labels},
 * {@code $externalLabels}, {@code $externalURL} and {@code $value}. Immutable and safe for use by many threads.
 */
public final class RuleTemplate {
    private static final Map<String, String> VARIABLES = Map.of(
            "$labels", "Labels", "$externalLabels", "ExternalLabels", "$externalURL", "ExternalURL", "$value", "Value");

    private final String text;
    private final Template template;
    private final boolean plain;

    private RuleTemplate(String text, Template template) {
        this.text = text;
        this.template = template;
        this.plain = !text.contains("{{");
    }

    /**
     * Reads a template.
     *
     * @param name shown in messages, for instance {@code __alert_HighLoad}
     * @throws TemplateException where it cannot be read, or uses a function that Prometheus does not have
     */
    public static RuleTemplate parse(String name, String text) {
        Template template = Template.parse(name, text, VARIABLES);
        template.check(PrometheusFunctions.FOR_CHECKS);
        return new RuleTemplate(text, template);
    }

    /** The text as it was read. */
    public String text() {
        return text;
    }

    /**
     * Renders.
     *
     * @param element the labels and the value of the expression's element
     * @throws TemplateException where it cannot be rendered
     */
    public String render(Element element, TemplateFunctions functions, TemplateLimits limits) {
        return plain ? text : template.render(element.data(), functions, limits);
    }

    /**
     * What a rule's templates see.
     *
     * @param labels the labels of the element, its metric's name among them where the expression keeps it
     * @param value its value
     * @param externalLabels the labels of the whole system
     * @param externalUrl under which people reach the system, may be empty
     */
    public record Element(Labels labels, double value, Labels externalLabels, String externalUrl) {
        private Map<String, Object> data() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("Labels", LabelMap.of(labels));
            data.put("ExternalLabels", LabelMap.of(externalLabels));
            data.put("ExternalURL", externalUrl);
            data.put("Value", value);
            return data;
        }
    }
}
