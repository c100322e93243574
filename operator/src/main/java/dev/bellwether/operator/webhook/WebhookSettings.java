package dev.bellwether.operator.webhook;

import dev.bellwether.process.Environment;
import java.util.List;
import java.util.Optional;

/**
 * Where the webhook is.
 *
 * @param port on which the operator listens
 * @param namespace of the operator, its Service and its Secret
 * @param service the Service under which the API server calls; the Secret is its name with {@code -webhook} behind it
 * @param configuration the ValidatingWebhookConfiguration that is told whom to trust
 */
public record WebhookSettings(int port, String namespace, String service, String configuration) {
    private static final int USUAL_PORT = 9443;

    /**
     * By {@code BELLWETHER_WEBHOOK_SERVICE}, {@code …_CONFIGURATION}, {@code …_PORT} and {@code POD_NAMESPACE}; empty where the
     * first is not set: then there is no webhook.
     */
    public static Optional<WebhookSettings> of(Environment environment) {
        return environment
                .text("BELLWETHER_WEBHOOK_SERVICE")
                .map(service -> new WebhookSettings(
                        environment.number("BELLWETHER_WEBHOOK_PORT", USUAL_PORT),
                        environment.required("POD_NAMESPACE"),
                        service,
                        environment.required("BELLWETHER_WEBHOOK_CONFIGURATION")));
    }

    /** The name of the Secret with the certificate. */
    public String secret() {
        return service + "-webhook";
    }

    /** The names under which the API server calls. */
    public List<String> hosts() {
        return List.of(service + "." + namespace + ".svc", service + "." + namespace + ".svc.cluster.local");
    }
}
