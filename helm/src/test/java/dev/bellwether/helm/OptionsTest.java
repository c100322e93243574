package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each value of the chart does something, and what it does is seen where it belongs. */
class OptionsTest {
    /** With everything on, so that every value has something to change. */
    private static final String BASE = """
            operator: {replicas: 2}
            webhook: {enabled: true}
            serviceMonitor: {enabled: true}
            stack:
              enabled: true
            """;

    /** A value other than the default, and a text that stands in the chart's output only with it. */
    private record Change(String value, String seen) {}

    private static final Map<String, Change> CHANGES = changes();

    private static Map<String, Change> changes() {
        Map<String, Change> changes = new TreeMap<>();
        changes.put("nameOverride", new Change("watch", "name: bellwether-watch-operator"));
        changes.put("fullnameOverride", new Change("boss", "name: boss"));
        changes.put("commonLabels", new Change("{team: blue}", "team: blue"));
        changes.put("commonAnnotations", new Change("{note: hello}", "note: hello"));
        changes.put("images.registry", new Change("mirror.example.org/a", "image: mirror.example.org/a/ghcr.io/"));
        changes.put("images.pullPolicy", new Change("Never", "imagePullPolicy: Never"));
        changes.put("images.pullSecrets", new Change("[{name: login}]", "- name: login"));
        for (String image : new String[] {"operator", "agent", "ingest", "alertEngine", "query", "kafka", "database"}) {
            changes.put(
                    "images." + image + ".repository",
                    new Change("r.example.org/" + image, "r.example.org/" + image + ":"));
            changes.put("images." + image + ".tag", new Change("t-" + image, ":t-" + image));
        }
        changes.put("operator.replicas", new Change("3", "replicas: 3"));
        changes.put("operator.resources", new Change("{limits: {memory: 1Gi}}", "memory: 1Gi"));
        changes.put("operator.logLevel", new Change("debug", "value: debug"));
        changes.put("operator.javaOptions", new Change("-Xmx77m", "value: \"-Xmx77m\""));
        changes.put("operator.extraEnv", new Change("[{name: COLOUR, value: red}]", "name: COLOUR"));
        changes.put("operator.nodeSelector", new Change("{disk: fast}", "disk: fast"));
        changes.put("operator.tolerations", new Change("[{key: reserved, operator: Exists}]", "key: reserved"));
        changes.put("operator.affinity", new Change("{nodeAffinity: {}}", "nodeAffinity: {}"));
        changes.put(
                "operator.topologySpreadConstraints",
                new Change("[{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]", "topologyKey: zone"));
        changes.put("operator.priorityClassName", new Change("high", "priorityClassName: high"));
        changes.put("operator.podLabels", new Change("{pod: label}", "pod: label"));
        changes.put("operator.podAnnotations", new Change("{pod: annotation}", "pod: annotation"));
        changes.put("operator.terminationGracePeriodSeconds", new Change("77", "terminationGracePeriodSeconds: 77"));
        changes.put("operator.podDisruptionBudget.enabled", new Change("false", ""));
        changes.put("serviceAccount.create", new Change("false", "serviceAccountName: default"));
        changes.put("serviceAccount.name", new Change("robot", "serviceAccountName: robot"));
        changes.put("serviceAccount.annotations", new Change("{role: arn}", "role: arn"));
        changes.put("rbac.create", new Change("false", ""));
        changes.put("rbac.aggregate", new Change("false", ""));
        changes.put("crds.managed", new Change("false", "value: \"false\""));
        changes.put("webhook.enabled", new Change("false", ""));
        changes.put("webhook.timeoutSeconds", new Change("7", "timeoutSeconds: 7"));
        changes.put("networkPolicy.enabled", new Change("false", ""));
        changes.put("networkPolicy.egressPorts", new Change("[12345]", "port: 12345"));
        changes.put("serviceMonitor.enabled", new Change("false", ""));
        changes.put("serviceMonitor.interval", new Change("77s", "interval: 77s"));
        changes.put("serviceMonitor.labels", new Change("{release: prometheus}", "release: prometheus"));
        changes.put("test.enabled", new Change("false", ""));
        changes.put("test.timeout", new Change("77s", "77s"));
        changes.put("stack.enabled", new Change("false", ""));
        changes.put("stack.name", new Change("blue", "name: blue"));
        changes.put("stack.namespace", new Change("watch", "namespace: watch"));
        changes.put("stack.preset", new Change("large", "preset: large"));
        changes.put("stack.kafka", new Change("{managed: {brokers: 3}}", "brokers: 3"));
        changes.put("stack.database", new Change("{managed: {storage: 77Gi}}", "storage: 77Gi"));
        changes.put("stack.retention", new Change("{raw: 77d}", "raw: 77d"));
        changes.put("stack.spec", new Change("{networkPolicies: false}", "networkPolicies: false"));
        changes.put("stack.rules.enabled", new Change("false", ""));
        changes.put("stack.rules.exclude", new Change("[node-rebooted]", ""));
        changes.put("stack.rules.labels", new Change("{by: chart}", "by: chart"));
        changes.put(
                "stack.notifiers",
                new Change("[{name: chat, spec: {webhook: {url: 'http://chat.example.org/'}}}]", "chat.example.org"));
        return changes;
    }

    @Test
    void everyValueIsTried() throws IOException {
        TreeSet<String> paths = new TreeSet<>();
        ChartValue.all().forEach(value -> paths.add(value.path()));
        assertThat(CHANGES.keySet()).isEqualTo(paths);
    }

    @TestFactory
    Stream<DynamicTest> everyValueDoesSomething() {
        String before = Chart.render(BASE);
        return CHANGES.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    // when
                    String after = Chart.render(
                            BASE, nested(change.getKey(), change.getValue().value()));

                    // then
                    assertThat(after.equals(before)).as("equal").isFalse();
                    if (change.getValue().seen().isEmpty()) {
                        assertThat(after.length()).isLessThan(before.length());
                    } else {
                        // Not as texts: the message of a failure would have the whole output twice.
                        assertThat(before.contains(change.getValue().seen()))
                                .as("seen before")
                                .isFalse();
                        assertThat(after.contains(change.getValue().seen()))
                                .as("seen after")
                                .isTrue();
                    }
                }));
    }

    private static String nested(String path, String value) {
        StringBuilder yaml = new StringBuilder();
        String[] keys = path.split("\\.");
        for (int i = 0; i < keys.length; i++) {
            yaml.append(i == 0 ? "" : "\n")
                    .append("  ".repeat(i))
                    .append(keys[i])
                    .append(':');
        }
        return yaml.append(' ').append(value).append('\n').toString();
    }
}
