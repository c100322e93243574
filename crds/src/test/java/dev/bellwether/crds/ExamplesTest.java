package dev.bellwether.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.Kubectl;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples as the API server takes them: those that are right, and those that are wrong, with what it says. */
@WithApiServer
class ExamplesTest {
    private final ApiServer server;

    ExamplesTest(ApiServer server) {
        this.server = server;
    }

    static List<Example> right() {
        return Stream.of("", "kubernetes")
                .flatMap(folder -> Example.in(folder).stream())
                .filter(example -> example.text().contains("apiVersion: " + Api.GROUP + "/"))
                .toList();
    }

    static List<Example> wrong() {
        return Example.in("invalid");
    }

    @ParameterizedTest
    @MethodSource("right")
    void aRightExampleIsTakenAndReadsAsWithoutAServer(Example example) {
        // given
        KubernetesSerialization serialization = server.client().getKubernetesSerialization();
        CustomResource<?, ?> written = serialization.unmarshal(example.text());
        // when
        String answer = server.kubectlWithInput(example.text(), "create", "--dry-run=server", "-o", "yaml", "-f", "-")
                .succeeded();
        // then
        CustomResource<?, ?> taken = serialization.unmarshal(answer);
        assertThat(taken.getSpec()).isEqualTo(written.getSpec());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongExampleIsRefusedWithTheMessageBesideIt(Example example) {
        // given
        String before = example.comment("after");
        if (!before.isEmpty()) {
            server.kubectlWithInput(Example.file(before), "apply", "-f", "-").succeeded();
        }
        // when
        Kubectl.Result refused = server.kubectlWithInput(example.text(), "apply", "--dry-run=server", "-f", "-");
        if (!before.isEmpty()) {
            server.kubectlWithInput(Example.file(before), "delete", "-f", "-").succeeded();
        }
        // then
        assertThat(refused.exitCode()).isNotZero();
        assertThat(example.comment("refused")).isNotBlank();
        assertThat(refused.output().replaceAll("\\s+", " ")).contains(example.comment("refused"));
    }

    @Test
    void thereAreExamplesOfEveryKind() {
        assertThat(right().stream().map(Example::text).toList())
                .anyMatch(text -> text.contains("kind: MonitoringStack"))
                .anyMatch(text -> text.contains("kind: AlertRule"))
                .anyMatch(text -> text.contains("kind: Notifier"))
                .anyMatch(text -> text.contains("kind: Silence"));
        assertThat(wrong()).hasSizeGreaterThanOrEqualTo(25);
    }
}
