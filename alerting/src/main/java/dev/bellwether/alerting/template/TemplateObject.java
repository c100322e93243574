package dev.bellwether.alerting.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data of a template that is more than a map, list, text, number or boolean: it may have fields, methods, and the behaviour
 * of a list, a map or a number. Templates see what these methods give and nothing else. Implementations are immutable.
 */
public interface TemplateObject {
    /** The name of its type in messages and for {@code %T}, for instance {@code template.Alert}. */
    String typeName();

    /** Its fields in their order; values are what templates may see. */
    default Map<String, ?> fields() {
        return Map.of();
    }

    /** A method, or null where there is none of this name. */
    default @Nullable TemplateFunction method(String name) {
        return null;
    }

    /** Its elements where it behaves as a list, otherwise null. */
    default @Nullable List<?> elements() {
        return null;
    }

    /** Its entries where it behaves as a map, otherwise null. */
    default @Nullable Map<String, ?> entries() {
        return null;
    }

    /** What a map gives for a key that it does not have: the zero of its values' type. */
    default @Nullable Object missingEntry() {
        return null;
    }

    /** Its number where it behaves as an integer, otherwise null. */
    default @Nullable Long number() {
        return null;
    }

    /** The text that printing gives, or null where its parts are printed as Go prints them. */
    default @Nullable String text() {
        return null;
    }

    /** What stands for it in JSON: maps, lists, texts, numbers, booleans; null for its parts as they are. */
    default @Nullable Object json() {
        return null;
    }
}
