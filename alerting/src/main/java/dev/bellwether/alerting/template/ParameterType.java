package dev.bellwether.alerting.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of functions' parameters, which decide what a constant becomes and what is refused. */
public enum ParameterType {
    /** Everything. */
    ANY("interface {}", true),
    STRING("string", false),
    INTEGER("int", false),
    FLOAT("float64", false),
    BOOLEAN("bool", false),
    /** A list. */
    LIST("[]interface {}", true),
    /** A list of texts. */
    STRINGS("[]string", true),
    TIME("time.Time", false),
    DURATION("time.Duration", false),
    /** An element of a query's result. */
    SAMPLE("*template.sample", true),
    /** A query's result. */
    SAMPLES("template.queryResult", true);

    private final String goName;
    private final boolean nullable;

    ParameterType(String goName, boolean nullable) {
        this.goName = goName;
        this.nullable = nullable;
    }

    /** Go's name of the type. */
    String goName() {
        return goName;
    }

    /** Whether nil can be given. */
    boolean isNullable() {
        return nullable;
    }

    /** Whether a value, not null, can be given. */
    boolean accepts(Object value) {
        return switch (this) {
            case ANY -> true;
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case FLOAT -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case LIST -> Values.elements(value) != null;
            case STRINGS -> areAll(Values.elements(value), String.class);
            case TIME -> value instanceof TemplateTime;
            case DURATION -> value instanceof TemplateDuration;
            case SAMPLE -> value instanceof TemplateSample;
            case SAMPLES -> areAll(Values.elements(value), TemplateSample.class);
        };
    }

    private static boolean areAll(@Nullable List<?> elements, Class<?> type) {
        return elements != null && elements.stream().allMatch(type::isInstance);
    }
}
