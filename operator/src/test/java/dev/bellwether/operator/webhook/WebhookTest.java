package dev.bellwether.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import dev.bellwether.process.Environment;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookTest {
    @Test
    @WithApiServer
    void aMistakeIsRefusedAtApplyAndAtDryRunAndObjectsPassWhenItIsAway(ApiServer server) {
        KubernetesClient client = server.client();
        ValidatingWebhookConfiguration configuration =
                client.resource(configuration()).serverSideApply();
        WebhookSettings settings = new WebhookSettings(0, "default", "localhost", "bellwether-test");
        try (Webhook webhook = Webhook.start(client, settings, Clock.systemUTC())) {
            // given: the API server calls this process, not a Service
            ValidatingWebhookConfiguration registered = client.admissionRegistration()
                    .v1()
                    .validatingWebhookConfigurations()
                    .withName("bellwether-test")
                    .require();
            assertThat(registered.getWebhooks().getFirst().getClientConfig().getCaBundle())
                    .isNotBlank();
            registered
                    .getWebhooks()
                    .getFirst()
                    .getClientConfig()
                    .setUrl("https://localhost:" + webhook.port() + AdmissionServer.PATH);
            registered.getWebhooks().getFirst().getClientConfig().setService(null);
            client.resource(registered).update();

            // when, then
            awaitRefusal(client);
            assertThatThrownBy(() ->
                            client.resource(rule(client, "load >> 5")).dryRun().create())
                    .hasMessageContaining("spec.expr: 1:7: parse error");
            assertThat(client.resource(rule(client, "load > 5"))
                            .dryRun()
                            .create()
                            .getMetadata()
                            .getName())
                    .isEqualTo("webhook-test");
        }
        assertThat(client.resource(rule(client, "load >> 5"))
                        .dryRun()
                        .create()
                        .getMetadata()
                        .getName())
                .isEqualTo("webhook-test");
        client.resource(configuration).delete();
        client.secrets().inNamespace("default").withName("localhost-webhook").delete();
    }

    @Test
    void theSettingsComeFromTheEnvironment() {
        assertThat(WebhookSettings.of(new Environment(Map.of()))).isEmpty();
        assertThat(WebhookSettings.of(new Environment(Map.of(
                        "BELLWETHER_WEBHOOK_PORT", "9443",
                        "POD_NAMESPACE", "system",
                        "BELLWETHER_WEBHOOK_SERVICE", "operator",
                        "BELLWETHER_WEBHOOK_CONFIGURATION", "bellwether"))))
                .contains(new WebhookSettings(9443, "system", "operator", "bellwether"));
        assertThatThrownBy(() -> WebhookSettings.of(new Environment(Map.of("BELLWETHER_WEBHOOK_PORT", "70000"))))
                .hasMessage("BELLWETHER_WEBHOOK_PORT is \"70000\", allowed are 0 to 65535");
    }

    /** The API server takes a moment to learn of a webhook. */
    private static void awaitRefusal(KubernetesClient client) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            try {
                client.resource(rule(client, "load >> 5")).dryRun().create();
            } catch (KubernetesClientException e) {
                assertThat(e).hasMessageContaining("AlertRule webhook-test is not valid");
                return;
            }
        }
        throw new AssertionError("the webhook is not asked");
    }

    private static GenericKubernetesResource rule(KubernetesClient client, String expression) {
        return client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: bellwether.dev/v1alpha1\nkind: AlertRule\nmetadata: {name: webhook-test, namespace:"
                                + " default}\nspec: {expr: '" + expression + "'}",
                        GenericKubernetesResource.class);
    }

    private static ValidatingWebhookConfiguration configuration() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("bellwether-test")
                .endMetadata()
                .addNewWebhook()
                .withName("validate.bellwether.dev")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Ignore")
                .withTimeoutSeconds(2)
                .withNewClientConfig()
                .withUrl("https://localhost:1" + AdmissionServer.PATH)
                .endClientConfig()
                .addNewRule()
                .withApiGroups("bellwether.dev")
                .withApiVersions("v1alpha1")
                .withOperations("CREATE", "UPDATE")
                .withResources("alertrules", "notifiers", "silences")
                .withScope("Namespaced")
                .endRule()
                .endWebhook()
                .build();
    }
}
