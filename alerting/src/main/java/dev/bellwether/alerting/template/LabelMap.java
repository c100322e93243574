package dev.bellwether.alerting.template;

import dev.bellwether.model.Labels;
import java.util.Map;

/**
 * Labels as Prometheus's templates see them: a map of texts, in which a name that is not there has the empty value.
 *
 * @param entries values by names
 */
public record LabelMap(Map<String, String> entries) implements TemplateObject {
    public LabelMap {
        entries = Map.copyOf(entries);
    }

    public static LabelMap of(Labels labels) {
        return new LabelMap(labels.toMap());
    }

    @Override
    public String typeName() {
        return "map[string]string";
    }

    @Override
    public Object missingEntry() {
        return "";
    }
}
