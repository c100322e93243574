package dev.bellwether.alerting.manifest;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields that rules of every format share, each checked as Prometheus checks it. Stateless. */
final class RuleFields {
    private static final int LARGEST_LIMIT = 1_000_000;

    private RuleFields() {}

    /** The expression under a key, or null with errors noted. */
    static @Nullable String expression(YamlMap map, String key, RuleSink sink) {
        String text = map.required(key);
        if (text == null) {
            return null;
        }
        var node = Objects.requireNonNull(map.node(key));
        if (text.isBlank()) {
            sink.error(node, map.qualified(key) + " is empty, a PromQL expression is needed");
            return text;
        }
        try {
            ValueType type = PromqlParser.parse(text, ParserOptions.ALL).type();
            if (type != ValueType.INSTANT_VECTOR && type != ValueType.SCALAR) {
                sink.error(
                        node,
                        map.qualified(key) + " gives " + (type == ValueType.STRING ? "a string" : "a range vector")
                                + "; an instant vector or a scalar is needed");
            }
        } catch (PromqlSyntaxException e) {
            for (SyntaxError error : e.errors()) {
                sink.error(node, map.qualified(key) + ": " + error);
            }
        }
        return text;
    }

    /** A duration, zero where it is missing. */
    static Duration duration(YamlMap map, String key) {
        return map.value(key, Duration.ZERO, PromqlDuration::parse);
    }

    /** A bound, 0 for none. */
    static int limit(YamlMap map, String key) {
        return map.value(key, 0, text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= 0 && value <= LARGEST_LIMIT) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a whole number from 0 to " + LARGEST_LIMIT + " is needed", e);
            }
            throw new IllegalArgumentException("allowed are 0 to " + LARGEST_LIMIT);
        });
    }

    /** Labels by name. */
    static Map<String, String> labels(YamlMap parent, String key, RuleSink sink) {
        YamlMap map = parent.map(key);
        Map<String, String> labels = new LinkedHashMap<>();
        map.texts().forEach((name, value) -> {
            var node = Objects.requireNonNull(map.node(name));
            if (name.isEmpty()) {
                sink.error(node, map.qualified(name) + " has no name");
            } else if (name.equals(Labels.METRIC_NAME)) {
                sink.error(node, map.qualified(name) + " may not be set by a rule");
            } else {
                labels.put(name, value);
            }
        });
        return labels;
    }

    /** Annotations by name. */
    static Map<String, String> annotations(YamlMap parent, String key, RuleSink sink) {
        YamlMap map = parent.map(key);
        Map<String, String> annotations = map.texts();
        annotations.keySet().forEach(name -> {
            if (name.isEmpty()) {
                sink.error(Objects.requireNonNull(map.node(name)), map.qualified(name) + " has no name");
            }
        });
        return annotations;
    }

    /** The value of an enumeration, by its exact name. */
    static <E extends Enum<E>> E choice(YamlMap map, String key, E fallback) {
        E[] choices = fallback.getDeclaringClass().getEnumConstants();
        return map.value(key, fallback, text -> {
            StringBuilder names = new StringBuilder();
            for (E choice : choices) {
                if (choice.name().equals(text)) {
                    return choice;
                }
                names.append(names.isEmpty() ? "" : ", ").append(choice.name());
            }
            throw new IllegalArgumentException("allowed are " + names);
        });
    }
}
