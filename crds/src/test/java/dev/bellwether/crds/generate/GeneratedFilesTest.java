package dev.bellwether.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.crds.BundledDefinitions;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedFilesTest {
    private static final Path PROJECT = Path.of("..");
    private static final int LARGEST_BYTES = 200_000;

    static List<CustomResourceDefinition> definitions() {
        return Definitions.all();
    }

    @Test
    void theFilesAreThoseOfTheTypes() throws IOException {
        // given
        Map<String, String> expected = GeneratedFiles.all();
        // when
        List<String> stale = new ArrayList<>();
        for (Map.Entry<String, String> file : expected.entrySet()) {
            Path path = PROJECT.resolve(file.getKey());
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }
        // then
        assertThat(stale)
                .as("files that differ from what the Java types give; `make crds` renews them")
                .isEmpty();
    }

    @Test
    void noOtherFileLiesBesideThem() throws IOException {
        // given
        Set<String> expected = GeneratedFiles.all().keySet();
        // when
        try (Stream<Path> files = Files.list(PROJECT.resolve("crds/src/main/resources/crds"))) {
            Set<String> found = files.map(file -> "crds/src/main/resources/crds/" + file.getFileName())
                    .collect(Collectors.toSet());
            // then
            assertThat(expected).containsAll(found);
        }
    }

    @Test
    void theSameTypesGiveTheSameFiles() {
        assertThat(GeneratedFiles.all()).isEqualTo(GeneratedFiles.all());
    }

    @Test
    void theBundledDefinitionsAreThoseOfTheTypes() {
        assertThat(BundledDefinitions.all().stream().map(Yaml::of))
                .containsExactlyElementsOf(definitions().stream().map(Yaml::of).toList());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void aDefinitionIsSmallEnoughForKubectlApply(CustomResourceDefinition definition) {
        assertThat(Yaml.of(definition).getBytes(StandardCharsets.UTF_8).length)
                .as(definition.getMetadata().getName())
                .isLessThan(LARGEST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyFieldHasADescription(CustomResourceDefinition definition) {
        // given
        List<String> without = new ArrayList<>();
        // when
        collectWithout("", schema(definition), without);
        // then
        assertThat(without).isEmpty();
    }

    private static void collectWithout(String path, JSONSchemaProps schema, List<String> without) {
        schema.getProperties().forEach((name, field) -> {
            String at = path + "." + name;
            if (field.getDescription() == null || !field.getDescription().endsWith(".")) {
                without.add(at);
            }
            collectWithout(at, field, without);
            if (field.getItems() != null) {
                collectWithout(at + "[]", field.getItems().getSchema(), without);
            }
            if (field.getAdditionalProperties() != null) {
                collectWithout(at + "{}", field.getAdditionalProperties().getSchema(), without);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyRuleHasAMessage(CustomResourceDefinition definition) {
        // given
        List<String> messages = new ArrayList<>();
        // when
        collectMessages(schema(definition), messages);
        // then
        assertThat(messages)
                .doesNotContainNull()
                .allSatisfy(message -> assertThat(message).isNotBlank());
    }

    private static void collectMessages(JSONSchemaProps schema, List<String> messages) {
        schema.getXKubernetesValidations().forEach(rule -> messages.add(rule.getMessage()));
        schema.getProperties().values().forEach(field -> collectMessages(field, messages));
        if (schema.getItems() != null) {
            collectMessages(schema.getItems().getSchema(), messages);
        }
        if (schema.getAdditionalProperties() != null
                && schema.getAdditionalProperties().getSchema() != null) {
            collectMessages(schema.getAdditionalProperties().getSchema(), messages);
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void columnsEndWithTheAge(CustomResourceDefinition definition) {
        // when
        List<CustomResourceColumnDefinition> columns =
                definition.getSpec().getVersions().getFirst().getAdditionalPrinterColumns();
        // then
        assertThat(columns.getLast().getName()).isEqualTo("Age");
        assertThat(columns)
                .allSatisfy(column -> assertThat(column.getDescription()).endsWith("."));
    }

    @Test
    void namesAreThoseOfTheDocumentation() {
        assertThat(definitions())
                .extracting(
                        definition -> definition.getSpec().getNames().getKind(),
                        definition -> definition.getSpec().getNames().getPlural(),
                        definition -> definition.getSpec().getNames().getShortNames(),
                        definition -> definition.getSpec().getScope())
                .containsExactly(
                        tuple("MonitoringStack", "monitoringstacks", List.of("mstack"), "Cluster"),
                        tuple("AlertRule", "alertrules", List.of("arule"), "Namespaced"),
                        tuple("Notifier", "notifiers", List.of("ntf"), "Namespaced"),
                        tuple("Silence", "silences", List.of("sil"), "Namespaced"),
                        tuple("Alert", "alerts", List.of("malert"), "Namespaced"));
        assertThat(definitions())
                .allSatisfy(
                        definition -> assertThat(definition.getSpec().getNames().getCategories())
                                .containsExactly("monitoring"));
    }

    private static JSONSchemaProps schema(CustomResourceDefinition definition) {
        return definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }
}
