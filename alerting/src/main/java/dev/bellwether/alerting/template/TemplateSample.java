package dev.bellwether.alerting.template;

import dev.bellwether.model.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of a query's result: fields {@code Labels} and {@code Value}.
 *
 * @param value its number, or a text where it is a histogram
 */
public record TemplateSample(LabelMap labels, Object value) implements TemplateObject {
    /** A sample with a number. */
    public static TemplateSample of(Labels labels, double value) {
        return new TemplateSample(LabelMap.of(labels), value);
    }

    @Override
    public String typeName() {
        return "*template.sample";
    }

    @Override
    public Map<String, ?> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("Labels", labels);
        fields.put("Value", value);
        return fields;
    }
}
