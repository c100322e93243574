package dev.bellwether.crds.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.rule.AlertRuleSpec;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@WithApiServer
class ApiServerTest {
    @Test
    void anObjectOfOursComesBackAsItWasWritten(ApiServer server) {
        // given
        AlertRule rule = new AlertRule();
        rule.setMetadata(new ObjectMetaBuilder()
                .withName("comes-back")
                .withNamespace("default")
                .build());
        rule.setSpec(server.client()
                .getKubernetesSerialization()
                .unmarshal("expr: up == 0\nfor: 5m\nlabels: {team: blue}\n", AlertRuleSpec.class));
        // when
        AlertRule created = server.client().resource(rule).create();
        // then
        assertThat(created.getSpec()).isEqualTo(rule.getSpec());
        assertThat(created.getSpec().holdFor()).isEqualTo("5m");
        server.client().resource(created).delete();
    }

    @Test
    void aServerThatWasAwayHasWhatItHadAtTheSameAddress() {
        try (ApiServer server = ApiServer.startEmpty()) {
            // given
            server.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("kept")
                            .withNamespace("default")
                            .endMetadata()
                            .addToData("key", "value")
                            .build())
                    .create();
            // when
            server.stopServer();
            // then
            assertThatThrownBy(
                            () -> server.client().configMaps().withName("kept").get())
                    .isInstanceOf(KubernetesClientException.class);
            // when
            server.startServer();
            // then
            assertThat(server.client()
                            .configMaps()
                            .inNamespace("default")
                            .withName("kept")
                            .get()
                            .getData())
                    .containsEntry("key", "value");
        }
    }

    @Test
    void nothingIsLeftAfterTheEnd() {
        // given
        ApiServer server = ApiServer.startEmpty();
        Path directory = server.kubeconfig().getParent();
        // when
        server.close();
        // then
        assertThat(directory).doesNotExist();
    }

    @Test
    void somebodyElseMayDoOnlyWhatRolesSay(ApiServer server) {
        try (KubernetesClient other = new KubernetesClientBuilder()
                .withConfig(server.configOf("somebody"))
                .build()) {
            assertThatThrownBy(() -> other.configMaps().inNamespace("default").list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void kubectlReachesTheServer(ApiServer server) {
        assertThat(server.kubectl("get", "namespaces", "-o", "name").succeeded())
                .contains("namespace/default");
        assertThat(Files.exists(server.kubeconfig())).isTrue();
    }
}
