package dev.bellwether.alerting.manifest;

import dev.bellwether.model.text.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that is read key by key and then reports what nobody asked for; every error carries its place.
 *
 * <p>Not safe for use by many threads.
 */
public final class YamlMap {
    private final String path;
    private final Node node;
    private final Errors errors;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    /** Where errors go. */
    public interface Errors {
        void add(Node node, String message);
    }

    /** The mapping at a node, empty where the node is missing or something else; errors without a node name the parent. */
    public YamlMap(String path, @Nullable Node node, Node parent, Errors errors) {
        this.path = path;
        this.node = node == null ? parent : node;
        this.errors = errors;
        if (node instanceof MappingNode mapping) {
            Set<String> seen = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    errors.add(tuple.getKeyNode(), "a key of " + name() + " is not a text");
                } else if (!seen.add(key.getValue())) {
                    errors.add(key, qualified(key.getValue()) + " stands twice");
                } else {
                    entries.put(key.getValue(), tuple);
                }
            }
        } else if (node != null && !isEmpty(node)) {
            errors.add(node, name() + " is " + describe(node) + ", keys and values are needed");
        }
    }

    /** What it is called in messages. */
    String name() {
        return path.isEmpty() ? "the manifest" : path;
    }

    /** A key's path from the manifest's root. */
    String qualified(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A node for an error's message. */
    public static String describe(Node node) {
        return node instanceof ScalarNode scalar
                ? "\"" + scalar.getValue() + "\""
                : "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** What stands under a key, or null. */
    public @Nullable Node node(String key) {
        asked.add(key);
        NodeTuple tuple = entries.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    /** A mapping below this one, empty where it is missing. */
    public YamlMap map(String key) {
        Node value = node(key);
        return new YamlMap(qualified(key), value == null || isEmpty(value) ? null : value, node, errors);
    }

    /** Its keys, in their order. */
    Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** A text that must be there. */
    public @Nullable String required(String key) {
        if (!has(key)) {
            asked.add(key);
            errors.add(node, qualified(key) + " is missing");
            return null;
        }
        return text(key);
    }

    /** A text, or null where it is missing or no text. */
    public @Nullable String text(String key) {
        Node value = node(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        errors.add(value, qualified(key) + " is " + describe(value) + ", a text is needed");
        return null;
    }

    /** A value made from a text; what the maker finds wrong (IllegalArgumentException) becomes an error. */
    public <T> T value(String key, T fallback, Function<String, T> maker) {
        String text = text(key);
        if (text == null) {
            return fallback;
        }
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            errors.add(Objects.requireNonNull(node(key)), qualified(key) + " is \"" + text + "\": " + e.getMessage());
            return fallback;
        }
    }

    /** All entries as texts. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            String text = text(key);
            if (text != null) {
                texts.put(key, text);
            }
        }
        return texts;
    }

    /** The elements of a sequence, empty where it is missing. */
    public List<Node> list(String key) {
        Node value = node(key);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null && !isEmpty(value)) {
            errors.add(value, qualified(key) + " is " + describe(value) + ", a list is needed");
        }
        return List.of();
    }

    /** Whether nothing stands there, or {@code null}. */
    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** The mappings of a sequence; their paths are {@code key[0]}, {@code key[1]} … */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (Node element : list(key)) {
            maps.add(new YamlMap(qualified(key) + "[" + maps.size() + "]", element, element, errors));
        }
        return maps;
    }

    /** Where the mapping stands, or what it should stand in. */
    public Node place() {
        return node;
    }

    /** The path of a key from the top of the document. */
    public String path(String key) {
        return qualified(key);
    }

    /** Notes an error at the value of a key, or at the mapping where there is none. */
    public void error(String key, String message) {
        Node value = node(key);
        errors.add(value == null ? node : value, qualified(key) + message);
    }

    /** Reports keys that nobody asked for, with the nearest one that was. */
    public void finish() {
        List<String> unknown = new ArrayList<>(entries.keySet());
        unknown.removeAll(asked);
        for (String key : unknown) {
            String nearest = NearestName.of(key, asked);
            String hint = nearest == null
                    ? "; allowed are " + String.join(", ", asked)
                    : "; did you mean \"" + nearest + "\"?";
            errors.add(Objects.requireNonNull(entries.get(key)).getKeyNode(), qualified(key) + " is unknown" + hint);
        }
    }

    /** The line of a node, from 1. */
    public static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** The column of a node, from 1. */
    public static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
