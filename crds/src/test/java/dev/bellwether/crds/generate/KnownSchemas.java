package dev.bellwether.crds.generate;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of Kubernetes's own types, with the descriptions and limits that Fabric8's types do not carry. */
final class KnownSchemas {
    private KnownSchemas() {}

    /** The schema of a type; null for one that is not Kubernetes's. */
    static @Nullable JSONSchemaProps of(Type type) {
        if (type == Condition.class) {
            return condition();
        }
        if (type == LabelSelector.class) {
            return labelSelector();
        }
        if (type == ResourceRequirements.class) {
            return resources();
        }
        return type == Toleration.class ? toleration() : null;
    }

    private static JSONSchemaProps condition() {
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        fields.put("type", text("What the condition is about, in CamelCase.", 316));
        fields.put("status", choice("True, False or Unknown.", "\"True\"", "\"False\"", "\"Unknown\""));
        fields.put("reason", text("Why, in one word in CamelCase.", 1024));
        fields.put("message", text("Why, in a sentence, and what to do.", 32_768));
        fields.put(
                "lastTransitionTime",
                new JSONSchemaPropsBuilder()
                        .withType("string")
                        .withFormat("date-time")
                        .withDescription("Since when the status has been what it is.")
                        .build());
        fields.put(
                "observedGeneration",
                new JSONSchemaPropsBuilder()
                        .withType("integer")
                        .withFormat("int64")
                        .withMinimum(0.0)
                        .withDescription("The generation of the object that the condition is about.")
                        .build());
        return object(fields, "type", "status", "reason", "message", "lastTransitionTime");
    }

    private static JSONSchemaProps labelSelector() {
        Map<String, JSONSchemaProps> expression = new LinkedHashMap<>();
        expression.put("key", text("The label.", 317));
        expression.put(
                "operator",
                choice("How the label's value is compared.", "\"In\"", "\"NotIn\"", "\"Exists\"", "\"DoesNotExist\""));
        expression.put("values", list("The values, for In and NotIn.", text("", 63), 64));
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        fields.put("matchLabels", map("Labels that an object must have, with their values.", text("", 63)));
        fields.put(
                "matchExpressions",
                list("Conditions on labels; all must hold.", object(expression, "key", "operator"), 64));
        return object(fields);
    }

    private static JSONSchemaProps resources() {
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        fields.put("requests", map("What is set aside: cpu, memory and others by name.", quantity()));
        fields.put("limits", map("What is the most: cpu, memory and others by name.", quantity()));
        return object(fields);
    }

    private static JSONSchemaProps toleration() {
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        fields.put("key", text("The taint's key; every taint where it is missing and the operator is Exists.", 317));
        fields.put("operator", choice("How the taint's value is compared.", "\"Exists\"", "\"Equal\""));
        fields.put("value", text("The taint's value, for Equal.", 63));
        fields.put(
                "effect",
                choice(
                        "The taint's effect; every effect where it is missing.",
                        "\"NoSchedule\"",
                        "\"PreferNoSchedule\"",
                        "\"NoExecute\""));
        fields.put(
                "tolerationSeconds",
                new JSONSchemaPropsBuilder()
                        .withType("integer")
                        .withFormat("int64")
                        .withDescription("How long NoExecute is tolerated; for ever where it is missing.")
                        .build());
        return object(fields);
    }

    private static JSONSchemaProps quantity() {
        return new JSONSchemaPropsBuilder()
                .withXKubernetesIntOrString(true)
                .withAnyOf(
                        new JSONSchemaPropsBuilder().withType("integer").build(),
                        new JSONSchemaPropsBuilder().withType("string").build())
                .withPattern("^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$")
                .withMaxLength(64L)
                .build();
    }

    private static JSONSchemaProps text(String description, long maximumLength) {
        return new JSONSchemaPropsBuilder()
                .withType("string")
                .withMaxLength(maximumLength)
                .withDescription(description.isEmpty() ? null : description)
                .build();
    }

    private static JSONSchemaProps choice(String description, String... jsonTexts) {
        JSONSchemaProps schema = new JSONSchemaPropsBuilder()
                .withType("string")
                .withDescription(description)
                .build();
        schema.setEnum(List.of(jsonTexts).stream().map(Yaml::json).toList());
        return schema;
    }

    private static JSONSchemaProps list(String description, JSONSchemaProps items, long maximum) {
        return new JSONSchemaPropsBuilder()
                .withType("array")
                .withXKubernetesListType("atomic")
                .withMaxItems(maximum)
                .withItems(new JSONSchemaPropsOrArray(null, items))
                .withDescription(description)
                .build();
    }

    private static JSONSchemaProps map(String description, JSONSchemaProps values) {
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .withMaxProperties(64L)
                .withAdditionalProperties(new JSONSchemaPropsOrBool(null, values))
                .withDescription(description)
                .build();
    }

    private static JSONSchemaProps object(Map<String, JSONSchemaProps> fields, String... required) {
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .withProperties(fields)
                .withRequired(required)
                .build();
    }
}
