package dev.bellwether.crds.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.bellwether.crds.Api;
import dev.bellwether.crds.schema.Column;
import dev.bellwether.crds.schema.Description;
import io.fabric8.crdv2.generator.v1.JsonSchema;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The definitions of all kinds. Fabric8's generator gives the shape of a type and the limits of its annotations; {@link
 * SchemaDetails} adds what that generator does not know. The same types always give the same definitions.
 */
public final class Definitions {

    private Definitions() {}

    /** Every kind's definition, in the order of {@link Api#KINDS}. */
    public static List<CustomResourceDefinition> all() {
        return Api.KINDS.stream().map(Definitions::of).toList();
    }

    /** The definition of a kind. */
    public static CustomResourceDefinition of(Class<? extends CustomResource<?, ?>> kind) {
        String plural = HasMetadata.getPlural(kind);
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + Api.GROUP)
                .addToLabels("app.kubernetes.io/part-of", "bellwether")
                .endMetadata()
                .withNewSpec()
                .withGroup(Api.GROUP)
                .withScope(Namespaced.class.isAssignableFrom(kind) ? "Namespaced" : "Cluster")
                .withNewNames()
                .withKind(kind.getSimpleName())
                .withPlural(plural)
                .withSingular(HasMetadata.getSingular(kind))
                .withShortNames(CustomResource.getShortNames(kind))
                .withCategories(CustomResource.getCategories(kind))
                .endNames()
                .addNewVersion()
                .withName(Api.VERSION)
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withOpenAPIV3Schema(schema(kind))
                .endSchema()
                .withNewSubresources()
                .withNewStatus()
                .endStatus()
                .endSubresources()
                .withAdditionalPrinterColumns(columns(kind))
                .endVersion()
                .endSpec()
                .build();
    }

    private static List<CustomResourceColumnDefinition> columns(Class<?> kind) {
        return Stream.of(kind.getAnnotationsByType(Column.class))
                .map(column -> new CustomResourceColumnDefinitionBuilder()
                        .withName(column.name())
                        .withType(column.type())
                        .withJsonPath(column.path())
                        .withDescription(column.description())
                        .withPriority(column.wide() ? 1 : 0)
                        .build())
                .toList();
    }

    private static JSONSchemaProps schema(Class<? extends CustomResource<?, ?>> kind) {
        Class<?> spec = parameter(kind, 0);
        Class<?> status = parameter(kind, 1);
        JSONSchemaProps generated = JsonSchema.from(kind);
        JSONSchemaProps specSchema = SchemaDetails.ofSpec(part(generated, "spec"), spec);
        specSchema.setDescription("What is asked for.");
        boolean required = !specSchema.getRequired().isEmpty()
                || !specSchema.getXKubernetesValidations().isEmpty();
        if (!required) {
            // Empty is enough: the server then fills in the defaults of the fields.
            specSchema.setDefault(JsonNodeFactory.instance.objectNode());
        }
        JSONSchemaProps statusSchema = SchemaDetails.ofStatus(part(generated, "status"), status);
        statusSchema.setDescription("How it is; written by the operator.");
        Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
        properties.put("spec", specSchema);
        properties.put("status", statusSchema);
        JSONSchemaProps root = SchemaDetails.plain(generated);
        root.setDescription(
                Objects.requireNonNull(kind.getAnnotation(Description.class)).value());
        root.setProperties(properties);
        root.setRequired(required ? List.of("spec") : List.of());
        return root;
    }

    private static JSONSchemaProps part(JSONSchemaProps generated, String name) {
        return Objects.requireNonNull(generated.getProperties().get(name), name);
    }

    private static Class<?> parameter(Class<?> kind, int index) {
        return (Class<?>) ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[index];
    }
}
