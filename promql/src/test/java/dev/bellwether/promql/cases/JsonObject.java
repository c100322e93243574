package dev.bellwether.promql.cases;

import dev.bellwether.model.SpecialValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object with typed access; what is missing has the default that is asked for. */
record JsonObject(Map<String, ?> values) {

    static JsonObject of(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("expected an object, got " + value);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            if (each != null) {
                values.put(String.valueOf(key), each);
            }
        });
        return new JsonObject(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable Object get(String name) {
        return values.get(name);
    }

    JsonObject object(String name) {
        return of(values.get(name));
    }

    String text(String name) {
        Object value = values.get(name);
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(name + " is " + value + ", a text is needed");
        }
        return text;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    long integer(String name) {
        return (long) number(name, 0);
    }

    /** The first of the names that is there. */
    double number(double fallback, String... names) {
        for (String name : names) {
            if (has(name)) {
                return number(values.get(name));
            }
        }
        return fallback;
    }

    double number(String name, double fallback) {
        return number(fallback, name);
    }

    double[] numbers(String... names) {
        for (String name : names) {
            if (has(name)) {
                return list(name).stream().mapToDouble(JsonObject::number).toArray();
            }
        }
        return new double[0];
    }

    List<?> list(String name) {
        Object value = values.get(name);
        return value instanceof List<?> list ? list : List.of();
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        list(name).forEach(value -> objects.add(of(value)));
        return objects;
    }

    static double number(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException("expected a number, got " + value);
        }
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "stale" -> SpecialValues.STALE;
            default -> Double.parseDouble(text);
        };
    }
}
