package dev.bellwether.agent.config.yaml;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Keys and values of a YAML document. Every value that is asked for makes its key a known one; {@link #finish} reports
 * the others. A value that cannot be taken is reported and its default returned, so that reading goes on and every error
 * is found at once. A key without a value counts as absent. For one thread.
 */
public final class ConfigMapping {
    private final ConfigSource source;
    private final String path;
    private final @Nullable MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();

    ConfigMapping(ConfigSource source, String path, @Nullable MappingNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
        if (node != null) {
            for (NodeTuple tuple : node.getValue()) {
                addEntry(tuple);
            }
        }
    }

    private void addEntry(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            source.add(
                    mark(tuple.getKeyNode()),
                    path,
                    "a key is " + describe(tuple.getKeyNode()) + ", allowed is a word",
                    null);
        } else if (keys.putIfAbsent(key.getValue(), key) != null) {
            source.add(mark(key), pathOf(key.getValue()), "the key stands twice, allowed is once", null);
        } else if (!isNull(tuple.getValueNode())) {
            values.put(key.getValue(), tuple.getValueNode());
        }
    }

    /** The source that this belongs to. */
    public ConfigSource source() {
        return source;
    }

    /** The whole way to this mapping, such as {@code scrape_configs[0].tls_config}. */
    public String path() {
        return path;
    }

    /** Whether the document has this mapping at all. */
    public boolean isPresent() {
        return node != null;
    }

    /** Every key in the document's order. */
    public List<String> keys() {
        return List.copyOf(keys.keySet());
    }

    /** Whether a key has a value; makes the key known. */
    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** A value, or a default where it is absent or wrong. */
    public <T> T get(String key, ValueKind<T> kind, T defaultValue) {
        return find(key, kind).orElse(defaultValue);
    }

    /** A value that must be there; a substitute, and an error, where it is not. */
    public <T> T require(String key, ValueKind<T> kind, T substitute) {
        if (!has(key)) {
            source.add(start(), path, "the key " + key + " is missing, needed is " + kind.allowed(), null);
        }
        return get(key, kind, substitute);
    }

    /** A value with environment variables put in, or empty where it is absent or wrong. */
    public <T> Optional<T> find(String key, ValueKind<T> kind) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, pathOf(key), kind, true, false));
    }

    /** As {@link #find}, for text that has a meaning of its own for {@code ${…}}. */
    public <T> Optional<T> findRaw(String key, ValueKind<T> kind) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, pathOf(key), kind, false, false));
    }

    /** As {@link #find}, for what no message may show. */
    public <T> Optional<T> findSecret(String key, ValueKind<T> kind) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, pathOf(key), kind, true, true));
    }

    /** The values of a list; those that are wrong are reported and left out. */
    public <T> List<T> list(String key, ValueKind<T> kind) {
        List<T> list = new ArrayList<>();
        List<Node> elements = elements(key);
        for (int i = 0; i < elements.size(); i++) {
            scalar(elements.get(i), pathOf(key) + "[" + i + "]", kind, true, false)
                    .ifPresent(list::add);
        }
        return list;
    }

    /** A mapping below this one; an empty one where it is absent. */
    public ConfigMapping mapping(String key) {
        known.add(key);
        return mapping(values.get(key), pathOf(key));
    }

    /** The mappings of a list. */
    public List<ConfigMapping> mappings(String key) {
        List<ConfigMapping> mappings = new ArrayList<>();
        List<Node> elements = elements(key);
        for (int i = 0; i < elements.size(); i++) {
            mappings.add(mapping(elements.get(i), pathOf(key) + "[" + i + "]"));
        }
        return mappings;
    }

    /** Every key and its value as text, such as labels. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : keys()) {
            texts.put(name, get(name, ValueKind.TEXT, ""));
        }
        return texts;
    }

    /** A value in the types that YAML gives it: text, number, boolean, or a list of these; null for anything else. */
    public @Nullable Object plain(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value instanceof SequenceNode) {
            return list(key, ValueKind.TEXT);
        }
        if (!(value instanceof ScalarNode scalar)) {
            if (value != null) {
                report(key, "found " + describe(value) + ", allowed is one value or a list");
            }
            return null;
        }
        String text = find(key, ValueKind.TEXT).orElse("");
        if (scalar.getTag().equals(Tag.BOOL)) {
            return text.equals("true");
        }
        if (scalar.getTag().equals(Tag.INT)) {
            return ValueKind.number(Long.MIN_VALUE, Long.MAX_VALUE)
                    .reader()
                    .apply(text)
                    .<Object>map(number -> number)
                    .orElse(text);
        }
        return text;
    }

    /** Makes something of values that were read; what its constructor refuses is reported for this mapping. */
    public <T> Optional<T> build(Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException e) {
            source.add(start(), path, String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }

    /** Reports a problem of a key's value. */
    public void report(String key, String problem) {
        Node value = values.get(key);
        Node place = value != null ? value : keys.get(key);
        source.add(place == null ? start() : mark(place), pathOf(key), problem, null);
    }

    /** Reports keys that have a meaning elsewhere but cannot be used here. */
    public void refuse(Function<String, Optional<String>> reasonByKey) {
        keys.forEach((key, place) -> reasonByKey.apply(key).ifPresent(reason -> {
            if (!known.contains(key)) {
                source.add(mark(place), pathOf(key), reason, null);
                values.remove(key);
                refused.add(key);
            }
        }));
    }

    /** Reports every key that nobody asked for. To be called once, after the last value was asked for. */
    public void finish() {
        keys.forEach((key, place) -> {
            if (!known.contains(key) && !refused.contains(key)) {
                source.add(
                        mark(place),
                        pathOf(key),
                        "the key is unknown, allowed are " + String.join(", ", known),
                        NearestName.of(key, known));
            }
        });
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private ConfigMapping mapping(@Nullable Node value, String valuePath) {
        if (value instanceof MappingNode mapping) {
            return new ConfigMapping(source, valuePath, mapping);
        }
        if (value != null && !isNull(value)) {
            source.add(mark(value), valuePath, "found " + describe(value) + ", allowed are keys and values", null);
        }
        return new ConfigMapping(source, valuePath, null);
    }

    private List<Node> elements(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            report(key, "found " + describe(value) + ", allowed is a list");
        }
        return List.of();
    }

    private <T> Optional<T> scalar(
            Node value, String valuePath, ValueKind<T> kind, boolean substituted, boolean secret) {
        if (!(value instanceof ScalarNode scalar)) {
            source.add(mark(value), valuePath, "found " + describe(value) + ", allowed is " + kind.allowed(), null);
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (substituted) {
            Optional<String> missing = Environment.missing(text, source.environment());
            if (missing.isPresent()) {
                source.add(
                        mark(value),
                        valuePath,
                        "the environment variable " + missing.get() + " is not set",
                        NearestName.of(missing.get(), source.environment().keySet()));
                return Optional.empty();
            }
            text = Environment.substitute(text, source.environment());
        }
        Optional<T> read = kind.reader().apply(text);
        if (read.isEmpty()) {
            String found = secret ? "a value that is not shown" : LabelText.quote(scalar.getValue());
            source.add(mark(value), valuePath, "found " + found + ", allowed is " + kind.allowed(), null);
        }
        return read;
    }

    private @Nullable Mark start() {
        return node == null ? null : mark(node);
    }

    private static @Nullable Mark mark(Node node) {
        return node.getStartMark().orElse(null);
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    static String describe(Node node) {
        if (node.getNodeType() == NodeType.SEQUENCE) {
            return "a list";
        }
        return node.getNodeType() == NodeType.SCALAR ? "one value" : "keys and values";
    }
}
