package dev.bellwether.agent.scrape.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a client speaks TLS, {@code tls_config}. Files are PEM and are read again when they change.
 *
 * @param caFile the roots to trust, or null for the system's
 * @param certFile the client's certificate and its chain, or null
 * @param keyFile the client's private key; present exactly where the certificate is
 * @param serverName the name that the server's certificate must have and that SNI carries, or null for the host's
 * @param insecureSkipVerify whether any certificate will do
 */
public record TlsSettings(
        @Nullable Path caFile,
        @Nullable Path certFile,
        @Nullable Path keyFile,
        @Nullable String serverName,
        boolean insecureSkipVerify) {
    /** The system's roots and no client certificate. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, null, false);

    public TlsSettings {
        if ((certFile == null) != (keyFile == null)) {
            throw new IllegalArgumentException((certFile == null ? "key_file" : "cert_file")
                    + " stands alone, allowed are both cert_file and" + " key_file or none of them");
        }
    }
}
