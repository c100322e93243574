package dev.bellwether.ingest.gateway;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What TLS needs, as PEM files.
 *
 * @param certificates the server's certificate and those above it
 * @param privateKey its private key, PKCS #8, not encrypted
 * @param clientAuthorities whose client certificates are believed; without it clients need a token
 */
public record TlsFiles(Path certificates, Path privateKey, Optional<Path> clientAuthorities) {
    public TlsFiles {
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(clientAuthorities, "clientAuthorities");
    }
}
