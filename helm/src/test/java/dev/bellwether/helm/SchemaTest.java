package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that the chart does not know, or that are wrong, are refused with the key's name. */
class SchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: 2                                    | replicas
            operator: {replica: 2}                         | replica
            images: {agent: {name: x}}                     | name
            stack: {rules: {enable: true}}                 | enable
            operator: {replicas: two}                      | replicas
            operator: {replicas: 0}                        | replicas
            operator: {logLevel: loud}                     | logLevel
            images: {pullPolicy: Sometimes}                | pullPolicy
            images: {operator: {repository: ""}}           | repository
            stack: {preset: huge}                          | preset
            stack: {name: Main_Stack}                      | name
            stack: {namespace: "a b"}                      | namespace
            'stack: {kafka: {managed: {}, external: {}}}'  | kafka
            stack: {kafka: {redpanda: {}}}                 | kafka
            'stack: {database: {managed: {}, external: {}}}' | database
            stack: {notifiers: [{name: chat}]}             | spec
            webhook: {timeoutSeconds: 31}                  | timeoutSeconds
            networkPolicy: {egressPorts: [70000]}          | egressPorts
            serviceMonitor: {interval: soon}               | interval
            test: {timeout: 1}                             | timeout
            """)
    void wrongValuesAreRefusedByName(String values, String key) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'stack: {enabled: true, rules: {exclude: [no-such-rule]}}' | stack.rules.exclude names "no-such-rule"
            'stack: {enabled: true, spec: {namespace: other}}'         | name the namespace in stack.namespace alone
            'operator: {extraEnv: [{name: BELLWETHER_STACK_FILE, value: x}]}' | operator.extraEnv names BELLWETHER_STACK_FILE
            """)
    void combinationsThatMakeNoSenseAreRefused(String values, String message) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
    }

    @Test
    void everyObjectOfTheSchemaIsClosed() {
        // when
        List<String> open = new ArrayList<>();
        collectOpen("", Yaml.file(Chart.FOLDER.resolve("values.schema.json")), open);

        // then
        assertThat(open).isEmpty();
    }

    private static void collectOpen(String path, Map<String, Object> schema, List<String> open) {
        if (schema.containsKey("properties") && !Boolean.FALSE.equals(schema.get("additionalProperties"))) {
            open.add(path);
        }
        Yaml.map(schema.get("properties"))
                .forEach((name, property) -> collectOpen(path + "." + name, Yaml.map(property), open));
    }

    @Test
    void everyValueStandsInTheSchema() throws IOException {
        Map<String, Object> schema = Yaml.file(Chart.FOLDER.resolve("values.schema.json"));
        for (ChartValue value : ChartValue.all()) {
            String path = "properties." + value.path().replace(".", ".properties.");
            assertThat(Yaml.at(schema, path)).as(value.path()).isPresent();
        }
    }
}
