package dev.bellwether.alerting.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Go's encoding/json writes them: keys in order, what HTML could misread escaped. */
final class JsonText {
    private static final int MAX_NESTING = 100;
    private static final double LARGE = 1e21;
    private static final double SMALL = 1e-6;

    private final BoundedText target;

    JsonText(BoundedText target) {
        this.target = target;
    }

    void write(@Nullable Object value, int depth) {
        if (depth > MAX_NESTING) {
            throw new LimitExceeded("a value nests more than " + MAX_NESTING + " deep");
        }
        switch (value) {
            case null -> target.append("null");
            case Boolean truth -> target.append(Boolean.toString(truth));
            case Long number -> target.append(Long.toString(number));
            case Double number -> number(number);
            case String text -> string(text);
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(Execution.sorted(map), depth);
            case TemplateObject object -> object(object, depth);
            default -> throw new IllegalArgumentException("json: unsupported type: " + Values.typeName(value));
        }
    }

    private void object(TemplateObject object, int depth) {
        Object json = object.json();
        List<?> elements = object.elements();
        Map<String, ?> entries = object.entries();
        if (json instanceof Map<?, ?> fields) {
            map(fields, depth);
        } else if (json != null) {
            write(Values.normal(json), depth);
        } else if (elements != null) {
            list(elements, depth);
        } else if (entries != null) {
            map(Execution.sorted(entries), depth);
        } else {
            map(object.fields(), depth);
        }
    }

    private void list(List<?> list, int depth) {
        target.append('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                target.append(',');
            }
            first = false;
            write(Values.normal(element), depth + 1);
        }
        target.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        target.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                target.append(',');
            }
            first = false;
            string(String.valueOf(entry.getKey()));
            target.append(':');
            write(Values.normal(entry.getValue()), depth + 1);
        }
        target.append('}');
    }

    private void number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("json: unsupported value: " + ValueText.of(value, 16));
        }
        double magnitude = Math.abs(value);
        boolean exponent = magnitude != 0 && (magnitude < SMALL || magnitude >= LARGE);
        String text = FloatText.magnitude(value, exponent ? 'e' : 'f', FloatText.SHORTEST, false);
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        target.append(negative ? "-" : "").append(text.replaceFirst("e-0([1-9])$", "e-$1"));
    }

    private void string(String text) {
        target.append('"');
        text.codePoints().forEach(this::character);
        target.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case '\b' -> target.append("\\b");
            case '\f' -> target.append("\\f");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    target.append(String.format("\\u%04x", c));
                } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    target.append("\\ufffd");
                } else {
                    target.appendCodePoint(c);
                }
            }
        }
    }
}
