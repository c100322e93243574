package dev.bellwether.crds.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reference of all kinds as a page of the documentation: a table of fields for each, in the order of the schema. */
final class ReferencePage {
    private static final String INTRODUCTION = """
            # Custom resources

            Group `bellwether.dev`, version `v1alpha1`, category `monitoring` (`kubectl get monitoring`). The page is generated from
            the Java types in `crds/` by `make crds`. `kubectl explain alertrule.spec` says the same on a cluster; examples are in
            [`examples/kubernetes`](../examples/kubernetes).

            A bold field is needed. Lists and mappings show the fields of their elements after `[]` and `{}`. Durations are
            Prometheus's: `30s`, `5m`, `1h30m`, `7d`, or `0`.

            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private ReferencePage() {}

    /** The page's text. */
    static String of(List<CustomResourceDefinition> definitions) {
        ReferencePage reference = new ReferencePage();
        definitions.forEach(reference::kind);
        return reference.page.toString().stripTrailing() + "\n";
    }

    private void kind(CustomResourceDefinition definition) {
        CustomResourceDefinitionNames names = definition.getSpec().getNames();
        JSONSchemaProps root =
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        page.append("## ").append(names.getKind()).append("\n\n");
        page.append(root.getDescription()).append("\n\n");
        page.append("Plural `")
                .append(names.getPlural())
                .append("`, short `")
                .append(String.join("`, `", names.getShortNames()))
                .append("`, ")
                .append(definition.getSpec().getScope().equals("Cluster") ? "one for the cluster" : "in a namespace")
                .append(".\n\n");
        rules(root);
        for (Map.Entry<String, JSONSchemaProps> part : root.getProperties().entrySet()) {
            page.append("### ")
                    .append(names.getKind())
                    .append(' ')
                    .append(part.getKey())
                    .append("\n\n");
            rules(part.getValue());
            page.append("| field | type | default | what |\n|---|---|---|---|\n");
            fields("", part.getValue());
            page.append('\n');
        }
    }

    private void rules(JSONSchemaProps schema) {
        List<String> messages = messages(schema);
        messages.forEach(message -> page.append("- ").append(message).append('\n'));
        if (!messages.isEmpty()) {
            page.append('\n');
        }
    }

    private static List<String> messages(JSONSchemaProps schema) {
        return schema.getXKubernetesValidations().stream()
                .map(ValidationRule::getMessage)
                .toList();
    }

    private void fields(String prefix, JSONSchemaProps parent) {
        parent.getProperties().forEach((name, field) -> {
            String path = prefix + name;
            boolean required = parent.getRequired().contains(name);
            page.append("| ")
                    .append(required ? "**`" + path + "`**" : "`" + path + "`")
                    .append(" | ")
                    .append(type(field))
                    .append(" | ")
                    .append(defaultValue(field))
                    .append(" | ")
                    .append(cell(what(field)))
                    .append(" |\n");
            below(path, field);
        });
    }

    private void below(String path, JSONSchemaProps field) {
        JSONSchemaProps items = items(field);
        JSONSchemaProps values = values(field);
        if (items != null) {
            fields(path + "[].", items);
        } else if (values != null) {
            fields(path + "{}.", values);
        } else {
            fields(path + ".", field);
        }
    }

    private static @Nullable JSONSchemaProps items(JSONSchemaProps field) {
        return field.getItems() == null ? null : field.getItems().getSchema();
    }

    private static @Nullable JSONSchemaProps values(JSONSchemaProps field) {
        return field.getAdditionalProperties() == null
                ? null
                : field.getAdditionalProperties().getSchema();
    }

    private static String type(JSONSchemaProps field) {
        JSONSchemaProps items = items(field);
        if (items != null) {
            return "list of " + type(items);
        }
        JSONSchemaProps values = values(field);
        if (values != null) {
            return "mapping to " + type(values);
        }
        if (!field.getEnum().isEmpty()) {
            return String.join(
                    ", ",
                    field.getEnum().stream()
                            .map(value -> "`" + value.asText() + "`")
                            .toList());
        }
        if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
            return "quantity";
        }
        return switch (String.valueOf(field.getType())) {
            case "string" -> "text";
            case "integer" -> "whole number" + bounds(field);
            case "boolean" -> "`true`, `false`";
            default -> "object";
        };
    }

    private static String bounds(JSONSchemaProps field) {
        if (field.getMinimum() == null) {
            return "";
        }
        String from = ", " + field.getMinimum().longValue();
        return field.getMaximum() == null
                ? from + " and more"
                : from + " to " + field.getMaximum().longValue();
    }

    private static String defaultValue(JSONSchemaProps field) {
        boolean plain = field.getDefault() != null
                && (field.getProperties() == null || field.getProperties().isEmpty());
        return plain ? "`" + cell(field.getDefault().toString().replace("\"", "")) + "`" : "";
    }

    private static String what(JSONSchemaProps field) {
        List<String> parts = new ArrayList<>(List.of(field.getDescription()));
        if (!field.getProperties().isEmpty()) {
            messages(field).forEach(message -> parts.add("Rule: " + message + "."));
        }
        return String.join(" ", parts);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}
