package dev.bellwether.agent.send;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files of a TLS connection, PEM; read again for each connection, so that a rotated certificate is taken without a
 * restart.
 *
 * @param roots certificates to trust, or null for the system's
 * @param certificate the agent's own chain for mutual TLS, or null
 * @param key its private key, or null; both or none
 */
public record TlsSettings(
        @Nullable Path roots,
        @Nullable Path certificate,
        @Nullable Path key) {
    public TlsSettings {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("mutual TLS needs both a certificate and a key, there is only the "
                    + (certificate == null ? "key" : "certificate"));
        }
    }
}
