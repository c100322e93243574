package dev.bellwether.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays a partial pod template over a whole one, as {@code kubectl patch} does by default: objects are merged, {@code null}
 * removes a field, lists whose entries have a key are merged by that key ({@code $patch: delete} removes an entry), all other
 * lists are replaced. Follows the strategic merge patch of the Kubernetes API.
 */
public final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";

    /** Which field tells the entries of a list apart, by the list's name. */
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort",
            "imagePullSecrets", "name",
            "hostAliases", "ip",
            "topologySpreadConstraints", "topologyKey");

    private StrategicMerge() {}

    /** The base with the overlay laid over it; neither is changed. */
    public static ObjectNode merge(ObjectNode base, JsonNode overlay) {
        if (!(overlay instanceof ObjectNode changes)) {
            throw new IllegalArgumentException("an overlay is " + overlay.getNodeType() + ", an object is needed");
        }
        return object(base.deepCopy(), changes);
    }

    private static ObjectNode object(ObjectNode base, ObjectNode changes) {
        if (changes.path(DIRECTIVE).asText().equals("replace")) {
            ObjectNode whole = changes.deepCopy();
            whole.remove(DIRECTIVE);
            return whole;
        }
        changes.properties().forEach(change -> {
            String name = change.getKey();
            JsonNode value = change.getValue();
            if (value.isNull()) {
                base.remove(name);
            } else {
                base.set(name, value(name, base.get(name), value));
            }
        });
        return base;
    }

    private static JsonNode value(String name, @Nullable JsonNode base, JsonNode change) {
        if (change instanceof ObjectNode changes) {
            return object(base instanceof ObjectNode present ? present : changes.objectNode(), changes);
        }
        String key = KEYS.get(name);
        if (change instanceof ArrayNode changes && key != null) {
            return list(base instanceof ArrayNode present ? present : changes.arrayNode(), changes, key);
        }
        return change.deepCopy();
    }

    private static ArrayNode list(ArrayNode base, ArrayNode changes, String key) {
        for (JsonNode change : changes) {
            if (!(change instanceof ObjectNode entry) || !entry.has(key)) {
                throw new IllegalArgumentException(
                        "an overlay has an entry of a list without \"" + key + "\", which tells the entries apart");
            }
            int place = place(base, key, entry.get(key));
            if (entry.path(DIRECTIVE).asText().equals("delete")) {
                if (place >= 0) {
                    base.remove(place);
                }
            } else if (place >= 0 && base.get(place) instanceof ObjectNode present) {
                base.set(place, object(present, entry));
            } else {
                base.add(object(entry.objectNode(), entry));
            }
        }
        return base;
    }

    private static int place(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).asText().equals(value.asText())) {
                return i;
            }
        }
        return -1;
    }
}
