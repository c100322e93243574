package dev.bellwether.operator.webhook;

import java.util.List;

/**
 * Where the webhook is.
 *
 * @param port on which the operator listens
 * @param namespace of the operator, its Service and its Secret
 * @param service the Service under which the API server calls; the Secret is its name with {@code -webhook} behind it
 * @param configuration the ValidatingWebhookConfiguration that is told whom to trust
 */
public record WebhookSettings(int port, String namespace, String service, String configuration) {
    /** The name of the Secret with the certificate. */
    public String secret() {
        return service + "-webhook";
    }

    /** The names under which the API server calls. */
    public List<String> hosts() {
        return List.of(service + "." + namespace + ".svc", service + "." + namespace + ".svc.cluster.local");
    }
}
