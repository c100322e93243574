package dev.bellwether.alert.main;

import dev.bellwether.alert.notify.http.AddressPolicy;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How an alert engine of ours differs from another.
 *
 * @param engineId its name among the engines, shown as the owner of its rules
 * @param externalUrl where people reach Bellwether, without a slash at its end; may be empty
 * @param addresses which addresses notifications may go to
 * @param sealingKeys the file of keys that open the secrets of notifiers; empty where none of them is sealed
 */
public record AlertSettings(String engineId, String externalUrl, AddressPolicy addresses, Optional<Path> sealingKeys) {
    public AlertSettings {
        if (engineId.isBlank()) {
            throw new IllegalArgumentException("engineId is blank; the name of the pod, for instance, is needed");
        }
        if (!externalUrl.isEmpty() && !externalUrl.matches("https?://[^\\s]*[^\\s/]")) {
            throw new IllegalArgumentException("externalUrl is \"" + externalUrl
                    + "\"; something like https://bellwether.example, without a slash at its end, is needed");
        }
    }
}
