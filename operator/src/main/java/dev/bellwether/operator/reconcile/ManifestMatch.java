package dev.bellwether.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live object has everything that its manifest asks for. What the API server or others have added is no difference,
 * nor is another way to write the same quantity, nor an empty value that is not kept.
 */
final class ManifestMatch {
    /** What tells the entries of lists of objects apart, the first that all entries have. */
    private static final List<String> KEYS =
            List.of("name", "mountPath", "containerPort", "port", "ip", "topologyKey", "key", "uid", "type");

    private ManifestMatch() {}

    /** The first difference as {@code path: what is wanted, what is there}, or empty. */
    static Optional<String> difference(JsonNode wanted, JsonNode live) {
        return node("", wanted, live);
    }

    private static Optional<String> node(String path, JsonNode wanted, @Nullable JsonNode live) {
        if (live == null || live.isNull()) {
            return isEmpty(wanted) ? Optional.empty() : Optional.of(path + ": wanted, not there");
        }
        if (wanted instanceof ObjectNode object) {
            return object(path, object, live);
        }
        if (wanted instanceof ArrayNode array) {
            return array(path, array, live);
        }
        return scalarsEqual(wanted, live)
                ? Optional.empty()
                : Optional.of(path + ": wanted " + wanted + ", found " + live);
    }

    private static Optional<String> object(String path, ObjectNode wanted, JsonNode live) {
        for (var field : wanted.properties()) {
            Optional<String> found = node(path + "/" + field.getKey(), field.getValue(), live.get(field.getKey()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> array(String path, ArrayNode wanted, JsonNode live) {
        Optional<String> key = key(wanted);
        if (key.isEmpty()) {
            if (live.size() != wanted.size()) {
                return Optional.of(path + ": wanted " + wanted.size() + " entries, found " + live.size());
            }
            for (int i = 0; i < wanted.size(); i++) {
                Optional<String> found = node(path + "/" + i, wanted.get(i), live.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        for (JsonNode entry : wanted) {
            JsonNode value = entry.path(key.get());
            Optional<String> found =
                    node(path + "/" + value.asText(), entry, entryWith(live, key.get(), value.asText()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A field that all entries have, each with another value. */
    private static Optional<String> key(ArrayNode entries) {
        return KEYS.stream()
                .filter(key -> {
                    Set<String> values = new HashSet<>();
                    for (JsonNode entry : entries) {
                        if (entry.isObject() && entry.path(key).isValueNode()) {
                            values.add(entry.path(key).asText());
                        }
                    }
                    return !entries.isEmpty() && values.size() == entries.size();
                })
                .findFirst();
    }

    private static @Nullable JsonNode entryWith(JsonNode entries, String key, String value) {
        for (JsonNode entry : entries) {
            if (entry.path(key).asText().equals(value)) {
                return entry;
            }
        }
        return null;
    }

    /** The API server leaves out what is empty, and what is false or zero where that is the default. */
    private static boolean isEmpty(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, ARRAY -> node.isEmpty();
            case STRING -> node.textValue().isEmpty();
            case BOOLEAN -> !node.booleanValue();
            case NUMBER -> node.doubleValue() == 0;
            default -> true;
        };
    }

    private static boolean scalarsEqual(JsonNode wanted, JsonNode live) {
        if (wanted.asText().equals(live.asText())) {
            return true;
        }
        return amount(wanted.asText())
                .flatMap(one -> amount(live.asText()).map(one::equals))
                .orElse(false);
    }

    private static Optional<Double> amount(String text) {
        try {
            return text.isEmpty() || !Character.isDigit(text.charAt(0))
                    ? Optional.empty()
                    : Optional.of(Quantity.parse(text).getNumericalAmount().doubleValue());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
