package dev.bellwether.crds.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.Free;
import dev.bellwether.crds.schema.ListKeys;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a schema what the record says that it was generated from: descriptions, forms of texts, list types, and the defaults
 * that the record's constructor fills in. Fields come in the order of the record's components.
 */
final class SchemaDetails {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean spec;

    private SchemaDetails(boolean spec) {
        this.spec = spec;
    }

    /** A spec: with defaults, and bounds for every list and text that a user writes. */
    static JSONSchemaProps ofSpec(JSONSchemaProps generated, Class<?> type) {
        return new SchemaDetails(true).object(generated, type);
    }

    /** A status: written by the operator alone. */
    static JSONSchemaProps ofStatus(JSONSchemaProps generated, Class<?> type) {
        return new SchemaDetails(false).object(generated, type);
    }

    /** What a record's constructor makes of nothing. */
    static JsonNode defaultsOf(Class<?> type) {
        try {
            return JSON.valueToTree(JSON.readValue("{}", type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(type + " cannot be made from nothing", e);
        }
    }

    /** A copy without the generator's own subtypes, each rule once. */
    static JSONSchemaProps plain(JSONSchemaProps generated) {
        JSONSchemaProps copy = new JSONSchemaPropsBuilder(generated).build();
        List<ValidationRule> rules = new ArrayList<>();
        for (ValidationRule rule : generated.getXKubernetesValidations()) {
            rules.add(new ValidationRuleBuilder(rule).build());
        }
        copy.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(rules)));
        return copy;
    }

    private JSONSchemaProps object(JSONSchemaProps generated, Class<?> type) {
        JSONSchemaProps schema = plain(generated);
        JsonNode defaults = defaultsOf(type);
        Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = jsonName(component);
            JSONSchemaProps found = generated.getProperties().get(name);
            if (found == null) {
                throw new IllegalStateException(component + " has no schema");
            }
            properties.put(name, field(found, component, defaults.get(name)));
        }
        schema.setProperties(properties);
        return schema;
    }

    private static String jsonName(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private JSONSchemaProps field(
            JSONSchemaProps generated, RecordComponent component, @Nullable JsonNode defaultValue) {
        JSONSchemaProps schema =
                value(generated, component.getGenericType(), component.getAnnotatedType(), component.toString());
        Description description = component.getAnnotation(Description.class);
        if (description == null) {
            throw new IllegalStateException(component + " has no description");
        }
        schema.setDescription(description.value());
        if (component.isAnnotationPresent(Free.class)) {
            schema = new JSONSchemaPropsBuilder()
                    .withType("object")
                    .withDescription(description.value())
                    .withXKubernetesPreserveUnknownFields(true)
                    .build();
        }
        if ("array".equals(schema.getType())) {
            listType(schema, component);
        }
        Form form = component.getAnnotation(Form.class);
        if (form != null) {
            text(schema, form.value());
        }
        bounded(schema, component.toString());
        boolean empty = defaultValue == null
                || defaultValue.isNull()
                || defaultValue.isContainerNode() && defaultValue.isEmpty()
                || defaultValue.isTextual() && defaultValue.asText().isEmpty();
        boolean required = component.getAccessor().isAnnotationPresent(Required.class);
        if (spec && !required && !empty) {
            schema.setDefault(defaultValue);
        }
        return schema;
    }

    private JSONSchemaProps value(JSONSchemaProps generated, Type type, AnnotatedType annotated, String place) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        JSONSchemaProps known = KnownSchemas.of(raw);
        if (known != null) {
            return known;
        }
        if (raw instanceof Class<?> record && record.isRecord()) {
            return object(generated, record);
        }
        JSONSchemaProps schema = plain(generated);
        if (raw == Integer.class || raw == int.class) {
            schema.setFormat("int32");
        } else if (raw == Long.class || raw == long.class) {
            schema.setFormat("int64");
        }
        if (type instanceof ParameterizedType parameterized) {
            int index = raw == Map.class ? 1 : 0;
            Type elementType = parameterized.getActualTypeArguments()[index];
            AnnotatedType elementAnnotated =
                    ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
            if (raw == List.class) {
                JSONSchemaProps items =
                        Objects.requireNonNull(generated.getItems().getSchema());
                schema.getItems().setSchema(element(items, elementType, elementAnnotated, place));
            } else if (generated.getAdditionalProperties() != null) {
                JSONSchemaProps values = generated.getAdditionalProperties().getSchema();
                if (values != null) {
                    schema.getAdditionalProperties().setSchema(element(values, elementType, elementAnnotated, place));
                }
            }
        }
        return schema;
    }

    private JSONSchemaProps element(JSONSchemaProps generated, Type type, AnnotatedType annotated, String place) {
        JSONSchemaProps schema = value(generated, type, annotated, place);
        Form form = annotated.getAnnotation(Form.class);
        if (form != null) {
            text(schema, form.value());
        }
        if (type != Object.class) {
            bounded(schema, "an element of " + place);
        }
        return schema;
    }

    private static void text(JSONSchemaProps schema, TextForm form) {
        schema.setMaxLength((long) form.maximumLength());
        if (!form.rule().isEmpty()) {
            schema.getXKubernetesValidations()
                    .add(new ValidationRuleBuilder()
                            .withRule(form.rule())
                            .withMessage(form.message())
                            .build());
        }
    }

    private static void listType(JSONSchemaProps schema, RecordComponent component) {
        ListKeys keys = component.getAnnotation(ListKeys.class);
        if (keys == null) {
            schema.setXKubernetesListType("atomic");
        } else if (keys.value().length == 0) {
            schema.setXKubernetesListType("set");
        } else {
            schema.setXKubernetesListType("map");
            schema.setXKubernetesListMapKeys(List.of(keys.value()));
        }
    }

    /** The cost of a rule is estimated from these bounds, and an object has to fit into etcd. */
    private void bounded(JSONSchemaProps schema, String place) {
        if (!spec || schema.getXKubernetesPreserveUnknownFields() != null) {
            return;
        }
        boolean unbounded = switch (String.valueOf(schema.getType())) {
            case "string" -> schema.getMaxLength() == null && schema.getEnum().isEmpty();
            case "array" -> schema.getMaxItems() == null;
            case "object" -> schema.getAdditionalProperties() != null && schema.getMaxProperties() == null;
            default -> false;
        };
        if (unbounded) {
            throw new IllegalStateException(place + " has no bound");
        }
    }
}
