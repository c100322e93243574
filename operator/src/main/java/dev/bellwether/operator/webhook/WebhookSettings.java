package dev.bellwether.operator.webhook;

import dev.bellwether.process.Environment;
import java.util.List;
import java.util.Optional;

/**
 * How the webhook is reached.
 *
 * @param port the port that it listens on
 * @param namespace where the operator runs
 * @param service the operator's Service
 * @param configuration the ValidatingWebhookConfiguration that names it
 */
public record WebhookSettings(int port, String namespace, String service, String configuration) {
    /**
     * By {@code BELLWETHER_WEBHOOK_PORT}, {@code BELLWETHER_WEBHOOK_SERVICE}, {@code BELLWETHER_WEBHOOK_CONFIGURATION} and {@code
     * POD_NAMESPACE}; empty where the first is not set.
     *
     * @throws IllegalArgumentException where one of the others is missing
     */
    public static Optional<WebhookSettings> of(Environment environment) {
        String port = environment.text("BELLWETHER_WEBHOOK_PORT", "");
        if (port.isEmpty()) {
            return Optional.empty();
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("BELLWETHER_WEBHOOK_PORT is \"" + port + "\", allowed are 0 to 65535");
        }
        return Optional.of(new WebhookSettings(
                Integer.parseInt(port),
                environment.required("POD_NAMESPACE"),
                environment.required("BELLWETHER_WEBHOOK_SERVICE"),
                environment.required("BELLWETHER_WEBHOOK_CONFIGURATION")));
    }

    /** The Secret with the webhook's certificate, which all replicas share. */
    public String secret() {
        return service + "-webhook";
    }

    /** The names under which the API server calls. */
    public List<String> hosts() {
        return List.of(service + "." + namespace + ".svc", service + "." + namespace, service);
    }
}
