package dev.bellwether.model.alert;

import java.net.URI;

/**
 * Where alerts go.
 *
 * @param uid unique among all notifiers and stable from change to change
 * @param name its name, the {@code receiver} in what is sent
 * @param webhook an {@code http} or {@code https} address that takes Alertmanager's webhook JSON
 */
public record Notifier(String uid, String name, URI webhook) {
    public Notifier {
        String scheme = webhook.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme) || webhook.getHost() == null) {
            throw new IllegalArgumentException(
                    "webhook.url is \"" + webhook + "\"; an address such as https://host/path is needed");
        }
    }
}
