package dev.bellwether.operator.desired;

import java.util.List;

/**
 * The images of the components.
 *
 * @param ingest gateway and writer
 * @param pullPolicy {@code Always}, {@code IfNotPresent} or {@code Never}
 * @param pullSecrets names of Secrets in the stack's namespaces
 */
public record Images(
        String agent,
        String ingest,
        String alertEngine,
        String query,
        String kafka,
        String database,
        String pullPolicy,
        List<String> pullSecrets) {
    public Images {
        pullSecrets = List.copyOf(pullSecrets);
    }

    /** The image of a component. */
    public String of(Component component) {
        return switch (component) {
            case AGENT -> agent;
            case GATEWAY, WRITER -> ingest;
            case ALERT_ENGINE -> alertEngine;
            case QUERY -> query;
            case KAFKA -> kafka;
            case DATABASE -> database;
        };
    }
}
