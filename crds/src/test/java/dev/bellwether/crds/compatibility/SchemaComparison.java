package dev.bellwether.crds.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a new definition takes away from those who use an old one: fields, values and freedoms. New fields that nobody must set,
 * and wider limits, are no loss. Rules in CEL cannot be compared; a new or a changed one counts as a loss, so that somebody looks.
 */
final class SchemaComparison {
    private final List<String> losses = new ArrayList<>();

    private SchemaComparison() {}

    /** The losses, each with the path of the field; empty where the new definition is compatible. */
    static List<String> losses(CustomResourceDefinition old, CustomResourceDefinition now) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.same("group", old.getSpec().getGroup(), now.getSpec().getGroup());
        comparison.same("scope", old.getSpec().getScope(), now.getSpec().getScope());
        comparison.same(
                "kind",
                old.getSpec().getNames().getKind(),
                now.getSpec().getNames().getKind());
        comparison.same(
                "plural",
                old.getSpec().getNames().getPlural(),
                now.getSpec().getNames().getPlural());
        for (CustomResourceDefinitionVersion version : old.getSpec().getVersions()) {
            comparison.version(version, now);
        }
        return comparison.losses;
    }

    /** The losses between two schemas. */
    static List<String> losses(JSONSchemaProps old, JSONSchemaProps now) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.schema("", old, now);
        return comparison.losses;
    }

    private void version(CustomResourceDefinitionVersion old, CustomResourceDefinition definition) {
        definition.getSpec().getVersions().stream()
                .filter(version -> version.getName().equals(old.getName()) && version.getServed())
                .findFirst()
                .ifPresentOrElse(
                        now -> schema(
                                "",
                                old.getSchema().getOpenAPIV3Schema(),
                                now.getSchema().getOpenAPIV3Schema()),
                        () -> losses.add("version " + old.getName() + " is not served any more"));
    }

    private void schema(String path, JSONSchemaProps old, JSONSchemaProps now) {
        same(at(path) + " type", old.getType(), now.getType());
        same(at(path) + " format", old.getFormat(), now.getFormat());
        same(at(path) + " list type", old.getXKubernetesListType(), now.getXKubernetesListType());
        same(at(path) + " list keys", old.getXKubernetesListMapKeys(), now.getXKubernetesListMapKeys());
        if (Boolean.TRUE.equals(old.getXKubernetesPreserveUnknownFields())
                && !Boolean.TRUE.equals(now.getXKubernetesPreserveUnknownFields())) {
            losses.add(at(path) + " does not keep unknown fields any more");
        }
        fields(path, old, now);
        values(path, old, now);
        limits(path, old, now);
        rules(path, old, now);
        JSONSchemaProps oldItems =
                old.getItems() == null ? null : old.getItems().getSchema();
        JSONSchemaProps newItems =
                now.getItems() == null ? null : now.getItems().getSchema();
        if (oldItems != null && newItems != null) {
            schema(path + "[]", oldItems, newItems);
        }
        JSONSchemaProps oldValues = old.getAdditionalProperties() == null
                ? null
                : old.getAdditionalProperties().getSchema();
        JSONSchemaProps newValues = now.getAdditionalProperties() == null
                ? null
                : now.getAdditionalProperties().getSchema();
        if (oldValues != null && newValues != null) {
            schema(path + "{}", oldValues, newValues);
        } else if (oldValues != null) {
            losses.add(at(path) + " does not take any key any more");
        }
    }

    private void fields(String path, JSONSchemaProps old, JSONSchemaProps now) {
        for (Map.Entry<String, JSONSchemaProps> field : old.getProperties().entrySet()) {
            String at = path + "." + field.getKey();
            JSONSchemaProps found = now.getProperties().get(field.getKey());
            if (found == null) {
                losses.add(at(at) + " is gone");
            } else {
                schema(at, field.getValue(), found);
            }
        }
        for (String name : now.getRequired()) {
            if (!old.getRequired().contains(name)) {
                losses.add(at(path + "." + name) + " was not needed and is now");
            }
        }
    }

    private void values(String path, JSONSchemaProps old, JSONSchemaProps now) {
        if (!now.getEnum().isEmpty()) {
            if (old.getEnum().isEmpty()) {
                losses.add(at(path) + " took any value and takes only " + texts(now.getEnum()) + " now");
            }
            for (JsonNode value : old.getEnum()) {
                if (!now.getEnum().contains(value)) {
                    losses.add(at(path) + " does not take " + value.asText() + " any more");
                }
            }
        }
        if (!Objects.equals(old.getDefault(), now.getDefault())) {
            losses.add(at(path) + " has the default " + now.getDefault() + ", it was " + old.getDefault());
        }
    }

    private static String texts(List<JsonNode> values) {
        return values.stream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }

    private void limits(String path, JSONSchemaProps old, JSONSchemaProps now) {
        notLess(path, "longest text", old.getMaxLength(), now.getMaxLength());
        notMore(path, "shortest text", old.getMinLength(), now.getMinLength());
        notLess(path, "greatest number of elements", old.getMaxItems(), now.getMaxItems());
        notMore(path, "least number of elements", old.getMinItems(), now.getMinItems());
        notLess(path, "greatest number of keys", old.getMaxProperties(), now.getMaxProperties());
        notMore(path, "least number of keys", old.getMinProperties(), now.getMinProperties());
        notLess(path, "greatest number", old.getMaximum(), now.getMaximum());
        notMore(path, "least number", old.getMinimum(), now.getMinimum());
        if (now.getPattern() != null && !now.getPattern().equals(old.getPattern())) {
            losses.add(at(path) + " must match " + now.getPattern() + ", before " + old.getPattern());
        }
    }

    private void notLess(String path, String what, @Nullable Number old, @Nullable Number now) {
        if (now != null && (old == null || now.doubleValue() < old.doubleValue())) {
            losses.add(at(path) + " " + what + " is " + now + ", before " + (old == null ? "without bound" : old));
        }
    }

    private void notMore(String path, String what, @Nullable Number old, @Nullable Number now) {
        if (now != null && now.doubleValue() != 0 && (old == null || now.doubleValue() > old.doubleValue())) {
            losses.add(at(path) + " " + what + " is " + now + ", before " + (old == null ? "without bound" : old));
        }
    }

    private void rules(String path, JSONSchemaProps old, JSONSchemaProps now) {
        Set<String> known = new HashSet<>();
        old.getXKubernetesValidations().forEach(rule -> known.add(rule.getRule()));
        now.getXKubernetesValidations().forEach(rule -> {
            if (!known.contains(rule.getRule())) {
                losses.add(at(path) + " has the new rule " + rule.getRule());
            }
        });
    }

    private void same(String what, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            losses.add(what + " is " + now + ", before " + old);
        }
    }

    private static String at(String path) {
        return path.isEmpty() ? "the object" : path.substring(1);
    }
}
