package dev.bellwether.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellwether.crds.alert.Alert;
import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.silence.Silence;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code bin/kubectl-bellwether} with the real kubectl and a real API server. */
@WithApiServer
class KubectlPluginTest {
    private static final Path PLUGIN =
            Path.of("..", "bin", "kubectl-bellwether").toAbsolutePath().normalize();

    private final ApiServer server;

    KubectlPluginTest(ApiServer server) {
        this.server = server;
    }

    @BeforeEach
    void makeAnAlert() {
        assumeTrue(
                Files.isExecutable(Objects.requireNonNull(ApiServer.assets()).resolve("kubectl")),
                "there is no kubectl in KUBEBUILDER_ASSETS");
        Alert alert = new Alert();
        alert.setMetadata(new ObjectMetaBuilder()
                .withName("high-1")
                .withNamespace("default")
                .build());
        alert.setSpec(AlertSpec.UNACKNOWLEDGED);
        Alert made = server.client().resource(alert).create();
        made.setStatus(new AlertStatus(
                null,
                List.of(),
                "Firing",
                "page",
                "2026-11-01T12:00:00Z",
                null,
                "7",
                "load is high",
                null,
                null,
                Map.of("alertname", "high", "host", "a\"b"),
                new AlertStatus.RuleReference("AlertRule", "default", "high", "default/high"),
                List.of("default/chat"),
                null,
                null));
        server.client().resource(made).updateStatus();
    }

    @AfterEach
    void removeEverything() {
        server.client().resources(Alert.class).inNamespace("default").delete();
        server.client().resources(Silence.class).inNamespace("default").delete();
    }

    @Test
    void anAlertIsAcknowledgedAndThatIsTakenBack() throws Exception {
        assertThat(run(0, "ack", "high-1", "-n", "default", "--by", "ann", "--comment", "it \"is\"\nmine"))
                .contains("high-1 patched");
        assertThat(alert().getSpec()).isEqualTo(new AlertSpec(true, "ann", "it \"is\"\nmine"));
        assertThat(run(0, "unack", "high-1", "-n", "default")).contains("patched");
        assertThat(alert().getSpec().acknowledged()).isFalse();
    }

    @Test
    void whoAcknowledgesIsWhomTheApiServerKnows() throws Exception {
        run(0, "ack", "high-1", "-n", "default");
        assertThat(alert().getSpec().acknowledgedBy()).isNotBlank();
    }

    @Test
    void alertsAreSilencedByMatchersOrByOneOfThem() throws Exception {
        run(
                0,
                "silence",
                "severity=page",
                "job=~api.*",
                "host!=\"x\"",
                "--for",
                "1d2h",
                "-n",
                "default",
                "--name",
                "quiet");
        Silence quiet = silence("quiet");
        assertThat(quiet.getSpec().matchers()).containsExactly("severity=\"page\"", "job=~\"api.*\"", "host!=\"x\"");

        run(0, "silence", "--alert", "high-1", "--for", "30m", "-n", "default", "--name", "one", "--comment", "known");
        assertThat(silence("one").getSpec().matchers()).containsExactly("alertname=\"high\"", "host=\"a\\\"b\"");
        assertThat(silence("one").getSpec().comment()).isEqualTo("known");

        assertThat(run(0, "silences")).contains("quiet", "one");
        run(0, "unsilence", "quiet", "-n", "default");
        assertThat(run(0, "silences", "-n", "default")).doesNotContain("quiet");
    }

    @Test
    void anAlertIsShownAndExplained() throws Exception {
        assertThat(run(0, "alerts")).contains("high-1", "Firing", "load is high");
        assertThat(run(0, "explain", "high-1", "-n", "default"))
                .contains("high-1: Firing, severity page", "load is high", "default/high", "default/chat");
    }

    @Test
    void mistakesAreSaid() throws Exception {
        assertThat(run(2, "ack")).contains("ack needs the name of one alert");
        assertThat(run(2, "silence", "a=b")).contains("silence needs --for");
        assertThat(run(2, "silence", "a=b", "--for", "soon")).contains("--for is \"soon\"");
        assertThat(run(2, "acknowledge", "x")).contains("there is no verb \"acknowledge\"");
    }

    private Alert alert() {
        return server.client()
                .resources(Alert.class)
                .inNamespace("default")
                .withName("high-1")
                .require();
    }

    private Silence silence(String name) {
        return server.client()
                .resources(Silence.class)
                .inNamespace("default")
                .withName(name)
                .require();
    }

    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", PLUGIN.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", server.kubeconfig().toString());
        builder.environment().merge("PATH", String.valueOf(ApiServer.assets()), (path, assets) -> assets + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }
}
