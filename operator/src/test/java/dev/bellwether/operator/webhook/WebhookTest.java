package dev.bellwether.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@WithApiServer
class WebhookTest {
    @Test
    void theApiServerIsToldOnceWhomToTrust(ApiServer server) {
        // given
        KubernetesClient client = server.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("webhook-test")
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName("webhook-test")
                        .endMetadata()
                        .addNewWebhook()
                        .withName("validate.bellwether.dev")
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("None")
                        .withFailurePolicy("Ignore")
                        .withNewClientConfig()
                        .withNewService("webhook-test", "operator", "/validate", 443)
                        .endClientConfig()
                        .endWebhook()
                        .build())
                .create();
        WebhookSettings settings = new WebhookSettings(9443, "webhook-test", "operator", "webhook-test");

        // when
        new WebhookIdentity(client, settings, Clock.systemUTC()).refresh();
        String bundle = bundle(client);
        String secret = resourceVersion(client);
        new WebhookIdentity(client, settings, Clock.systemUTC()).refresh();

        // then
        assertThat(new String(Base64.getDecoder().decode(bundle), java.nio.charset.StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(bundle(client)).isEqualTo(bundle);
        assertThat(resourceVersion(client)).as("the Secret is left alone").isEqualTo(secret);
    }

    private static String bundle(KubernetesClient client) {
        return client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("webhook-test")
                .get()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle();
    }

    private static String resourceVersion(KubernetesClient client) {
        return client.secrets()
                .inNamespace("webhook-test")
                .withName("operator-webhook")
                .get()
                .getMetadata()
                .getResourceVersion();
    }
}
