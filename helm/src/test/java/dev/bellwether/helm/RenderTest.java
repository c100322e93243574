package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart says with its defaults, with a stack, and with everything on. */
class RenderTest {
    private static final String DEFAULTS = "{}";
    private static final String STACK = "stack: {enabled: true}";
    private static final String EVERYTHING = """
            operator: {replicas: 2}
            webhook: {enabled: true}
            serviceMonitor: {enabled: true}
            stack:
              enabled: true
              notifiers: [{name: chat, spec: {webhook: {url: "http://example.org/"}}}]
            """;

    @Test
    void lintHasNothingToSay() {
        // when
        var result = Chart.lint();

        // then
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    @Test
    void defaultsAreTheOperatorAlone() {
        assertThat(kinds(DEFAULTS))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ServiceAccount", 1L,
                        "ClusterRole", 4L,
                        "ClusterRoleBinding", 1L,
                        "Role", 1L,
                        "RoleBinding", 1L,
                        "Service", 1L,
                        "Deployment", 1L,
                        "NetworkPolicy", 1L));
    }

    @Test
    void everythingAddsItsObjects() {
        assertThat(kinds(EVERYTHING))
                .containsEntry("ConfigMap", 1L)
                .containsEntry("PodDisruptionBudget", 1L)
                .containsEntry("ValidatingWebhookConfiguration", 1L)
                .containsEntry("ServiceMonitor", 1L)
                .containsEntry("Pod", 1L);
    }

    private static Map<String, Long> kinds(String values) {
        return Chart.objects(values).stream()
                .collect(Collectors.groupingBy(object -> Yaml.text(object, "kind"), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, STACK, EVERYTHING})
    void twoRendersAreEqual(String values) {
        assertThat(Chart.render(values)).isEqualTo(Chart.render(values));
    }

    @Test
    void thereAreNoHooksButForTheTest() throws IOException {
        try (Stream<Path> files = Files.walk(Chart.FOLDER.resolve("templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // when
                List<String> hooks = Files.readString(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("helm.sh/hook:"))
                        .toList();

                // then
                boolean test = file.toString().contains("/tests/");
                assertThat(hooks).as(file.toString()).isEqualTo(test ? List.of("helm.sh/hook: test") : List.of());
            }
        }
    }

    @Test
    void everyPodIsRestricted() {
        Map<String, Map<String, Object>> pods = Chart.pods(EVERYTHING);
        assertThat(pods).hasSize(2);
        pods.forEach((name, pod) -> {
            assertThat(Yaml.text(pod, "securityContext.runAsNonRoot")).as(name).isEqualTo("true");
            assertThat(Yaml.text(pod, "securityContext.seccompProfile.type"))
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            for (String outside : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertThat(pod).as(name).doesNotContainKey(outside);
            }
            assertThat(Yaml.list(pod.get("volumes")))
                    .as(name)
                    .noneMatch(volume -> Yaml.map(volume).containsKey("hostPath"));
            for (Object container : Yaml.list(pod.get("containers"))) {
                String where = name + " " + Yaml.text(container, "name");
                assertThat(Yaml.text(container, "securityContext.allowPrivilegeEscalation"))
                        .as(where)
                        .isEqualTo("false");
                assertThat(Yaml.text(container, "securityContext.readOnlyRootFilesystem"))
                        .as(where)
                        .isEqualTo("true");
                assertThat(Yaml.text(container, "securityContext.capabilities.drop"))
                        .as(where)
                        .isEqualTo("[ALL]");
                assertThat(Yaml.text(container, "resources.limits.memory"))
                        .as(where)
                        .isNotEmpty();
            }
        });
    }

    @Test
    void noRoleHasWildcards() {
        for (Map<String, Object> object : Chart.objects(EVERYTHING)) {
            if (Yaml.text(object, "kind").endsWith("Role")) {
                List<Object> rules = Yaml.list(object.get("rules"));
                assertThat(rules).as(Yaml.text(object, "metadata.name")).isNotEmpty();
                for (Object rule : rules) {
                    assertThat(Yaml.map(rule).values())
                            .noneMatch(list -> Yaml.list(list).contains("*"));
                }
            }
        }
    }

    @Test
    void aStackIsHandedOverWithRulesAndNotifiers() {
        // given
        String values = """
                stack:
                  enabled: true
                  name: blue
                  namespace: watch
                  preset: medium
                  kafka: {managed: {brokers: 3}}
                  spec: {query: {replicas: 3}}
                  rules: {exclude: [node-rebooted], labels: {team: blue}}
                  notifiers: [{name: chat, spec: {webhook: {url: "http://example.org/"}}}]
                """;

        // when
        List<Map<String, Object>> objects = stack(values);

        // then
        assertThat(objects.getFirst())
                .containsEntry("kind", "MonitoringStack")
                .containsEntry(
                        "spec",
                        Map.of(
                                "preset",
                                "medium",
                                "namespace",
                                "watch",
                                "kafka",
                                Map.of("managed", Map.of("brokers", 3)),
                                "query",
                                Map.of("replicas", 3)));
        List<Map<String, Object>> rules = of(objects, "AlertRule");
        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(rules).allSatisfy(rule -> {
            assertThat(Yaml.text(rule, "metadata.namespace")).isEqualTo("watch");
            assertThat(Yaml.text(rule, "metadata.labels.team")).isEqualTo("blue");
        });
        assertThat(rules).noneMatch(rule -> Yaml.text(rule, "metadata.name").equals("node-rebooted"));
        assertThat(of(objects, "Notifier"))
                .singleElement()
                .satisfies(notifier ->
                        assertThat(Yaml.text(notifier, "metadata.namespace")).isEqualTo("watch"));
    }

    @Test
    void aStackWithoutRulesIsTheStackAlone() {
        assertThat(stack("stack: {enabled: true, rules: {enabled: false}}")).hasSize(1);
    }

    @Test
    void shippedRulesArriveAsTheyAre() {
        // when
        List<Map<String, Object>> handedOver = of(stack(STACK), "AlertRule");

        // then
        Map<String, Object> shipped = ShippedRules.specs();
        assertThat(handedOver).hasSameSizeAs(shipped.keySet());
        assertThat(handedOver)
                .allSatisfy(
                        rule -> assertThat(rule.get("spec")).isEqualTo(shipped.get(Yaml.text(rule, "metadata.name"))));
    }

    @Test
    void notesAreShort() throws IOException {
        assertThat(Files.readAllLines(Chart.FOLDER.resolve("templates/NOTES.txt")))
                .hasSizeLessThanOrEqualTo(20);
    }

    private static List<Map<String, Object>> stack(String values) {
        Map<String, Object> data = Yaml.map(
                Chart.object(values, "ConfigMap", "bellwether-operator-stack").get("data"));
        return Yaml.documents(String.valueOf(data.get("stack.yaml")));
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> objects, String kind) {
        return objects.stream()
                .filter(object -> Yaml.text(object, "kind").equals(kind))
                .toList();
    }
}
