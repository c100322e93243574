package dev.bellwether.cli.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a tree of maps, lists, texts, numbers, booleans and null as JSON. Stateless. */
public final class JsonText {
    private JsonText() {}

    /** The tree in one line. */
    public static String of(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return text.toString();
    }

    private static void write(@Nullable Object tree, StringBuilder text) {
        switch (tree) {
            case null -> text.append("null");
            case Map<?, ?> object -> {
                String separator = "{";
                for (Map.Entry<?, ?> entry : object.entrySet()) {
                    text.append(separator);
                    quote(String.valueOf(entry.getKey()), text);
                    text.append(':');
                    write(entry.getValue(), text);
                    separator = ",";
                }
                text.append(object.isEmpty() ? "{}" : "}");
            }
            case List<?> array -> {
                String separator = "[";
                for (Object element : array) {
                    text.append(separator);
                    write(element, text);
                    separator = ",";
                }
                text.append(array.isEmpty() ? "[]" : "]");
            }
            case java.math.BigDecimal number -> text.append(number.toPlainString());
            case Number number -> text.append(number);
            case Boolean flag -> text.append(flag);
            default -> quote(tree.toString(), text);
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
