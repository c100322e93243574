package dev.bellwether.model.alert;

import java.net.URI;

/** What a notifier sends to: one record for each kind of receiver. */
public sealed interface ReceiverSettings {
    /**
     * Alertmanager's webhook.
     *
     * @param url an {@code http} or {@code https} address that takes Alertmanager's webhook JSON
     */
    record Webhook(URI url) implements ReceiverSettings {
        public Webhook {
            String scheme = url.getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme) || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "webhook.url is \"" + url + "\"; an address such as https://host/path is needed");
            }
        }
    }
}
