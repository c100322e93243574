package dev.bellwether.alerting.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of templates: null, Boolean, Long, Double, String, List, Map with text keys, and {@link TemplateObject}. */
final class Values {
    private Values() {}

    /** What Go's comparisons tell apart. */
    enum Kind {
        BOOLEAN,
        INTEGER,
        FLOAT,
        STRING,
        OTHER
    }

    /**
     * A value in the form in which the interpreter has it.
     *
     * @throws IllegalArgumentException where it is of a class that templates must not see
     */
    static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean known -> known;
            case Long known -> known;
            case Double known -> known;
            case String known -> known;
            case List<?> known -> known;
            case Map<?, ?> known -> known;
            case TemplateObject known -> known;
            case TemplateFunction known -> known;
            case Integer number -> Long.valueOf(number);
            case Short number -> Long.valueOf(number);
            case Byte number -> Long.valueOf(number);
            case Float number -> Double.valueOf(number);
            default ->
                throw new IllegalArgumentException(
                        "a template cannot use a value of " + value.getClass().getName());
        };
    }

    static @Nullable List<?> elements(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case TemplateObject object -> object.elements();
            case null, default -> null;
        };
    }

    static @Nullable Map<?, ?> entries(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map;
            case TemplateObject object -> object.entries();
            case null, default -> null;
        };
    }

    /** Whether a value is not the zero of its type. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case TemplateObject object -> isTrue(object);
            default -> true;
        };
    }

    private static boolean isTrue(TemplateObject object) {
        List<?> elements = object.elements();
        if (elements != null) {
            return !elements.isEmpty();
        }
        Map<String, ?> entries = object.entries();
        if (entries != null) {
            return !entries.isEmpty();
        }
        Long number = object.number();
        return number == null || number != 0;
    }

    static Kind kind(@Nullable Object value) {
        return switch (value) {
            case Boolean ignored -> Kind.BOOLEAN;
            case Long ignored -> Kind.INTEGER;
            case Double ignored -> Kind.FLOAT;
            case String ignored -> Kind.STRING;
            case TemplateObject object when object.number() != null -> Kind.INTEGER;
            case null, default -> Kind.OTHER;
        };
    }

    /** Go's name of a value's type. */
    static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Boolean ignored -> "bool";
            case Long ignored -> "int";
            case Double ignored -> "float64";
            case String ignored -> "string";
            case List<?> ignored -> "[]interface {}";
            case Map<?, ?> ignored -> "map[string]interface {}";
            case TemplateObject object -> object.typeName();
            default -> "func";
        };
    }
}
