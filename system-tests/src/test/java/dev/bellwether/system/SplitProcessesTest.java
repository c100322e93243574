package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.model.alert.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each component alone in its process, as in a cluster. */
class SplitProcessesTest {
    private static final String RULE = """
            apiVersion: bellwether.dev/v1alpha1
            kind: AlertRule
            metadata:
              name: gauge-is-high
              namespace: test
            spec:
              expr: test_gauge > 5
              severity: warning
            """;

    @Test
    void aSampleBecomesAnAlertInTheApiWithoutADatabaseAndIsStoredWhenItComesBack() throws Exception {
        try (SplitProcesses processes = new SplitProcesses()) {
            // given
            processes.publish(rules());
            Waiting.until(processes::output, () -> processes.engine("/readyz") == 200);
            try (GaugeAgent agent = new GaugeAgent(processes.directory().resolve("agent"), 2, processes.grpcPort())) {
                // when
                agent.set(0, 9);

                // then
                Waiting.until(
                        processes::output,
                        () -> processes
                                .data("/api/v1/alerts")
                                .path("alerts")
                                .path(0)
                                .path("state")
                                .asString("")
                                .equals("firing"));
                JsonNode rule = processes
                        .data("/api/v1/rules")
                        .path("groups")
                        .path(0)
                        .path("rules")
                        .path(0);
                assertThat(rule.path("name").asString()).isEqualTo("gauge-is-high");
                assertThat(rule.path("health").asString()).isEqualTo("ok");
                assertThat(processes.api("/readyz", "").statusCode()).isEqualTo(503);
                assertThat(processes.api("/readyz", "").body()).contains("database");
                assertThat(processes.api("/api/v1/alerts", "").statusCode()).isEqualTo(401);
                assertThat(processes.api("/api/v1/alerts", "guess").statusCode())
                        .isEqualTo(401);

                // when
                processes.database().restart();

                // then
                Waiting.until(
                        processes::output, () -> processes.api("/readyz", "").statusCode() == 200);
                Waiting.until(
                        processes::output,
                        () -> processes
                                        .data(
                                                "/api/v1/query?query=max_over_time(test_gauge%7Bgauge%3D%22g0%22%7D%5B5m%5D)")
                                        .path("result")
                                        .size()
                                == 1);
            }
            processes.running().values().forEach(JavaProcess::terminate);
            for (Map.Entry<String, JavaProcess> process : processes.running().entrySet()) {
                assertThat(process.getValue().endsWithin(30))
                        .as(process.getKey() + process.getValue().output())
                        .isTrue();
            }
        }
    }

    private static List<Rule> rules() {
        return ManifestReader.read("rules.yaml", RULE).rules();
    }
}
