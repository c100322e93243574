package dev.bellwether.process;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What TLS needs, as PEM files. Files that change are read again for the connections that come afterwards.
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

    /**
     * By {@code BELLWETHER_TLS_CERTIFICATES}, {@code …_PRIVATE_KEY} and {@code …_CLIENT_AUTHORITIES}; empty where none of them
     * is set.
     *
     * @throws IllegalArgumentException where one of the first two is set alone, or the third without them
     */
    public static Optional<TlsFiles> of(Environment environment) {
        Optional<Path> certificates = environment.path("BELLWETHER_TLS_CERTIFICATES");
        Optional<Path> privateKey = environment.path("BELLWETHER_TLS_PRIVATE_KEY");
        if (certificates.isPresent() != privateKey.isPresent()) {
            throw new IllegalArgumentException(
                    "BELLWETHER_TLS_CERTIFICATES and BELLWETHER_TLS_PRIVATE_KEY belong together; one of them is not set");
        }
        Optional<Path> authorities = environment.path("BELLWETHER_TLS_CLIENT_AUTHORITIES");
        if (certificates.isEmpty() || privateKey.isEmpty()) {
            if (authorities.isPresent()) {
                throw new IllegalArgumentException(
                        "BELLWETHER_TLS_CLIENT_AUTHORITIES needs BELLWETHER_TLS_CERTIFICATES and its key");
            }
            return Optional.empty();
        }
        return Optional.of(new TlsFiles(certificates.get(), privateKey.get(), authorities));
    }

    /**
     * Shows the server's certificate.
     *
     * @throws IllegalArgumentException where a file cannot be used; names it
     */
    public X509ExtendedKeyManager keyManager() {
        return new FileKeyManager(
                new FileBacked<>(List.of(certificates, privateKey), () -> PemFiles.identity(certificates, privateKey)));
    }

    /**
     * Believes the client authorities; empty where there are none.
     *
     * @throws IllegalArgumentException where the file cannot be used; names it
     */
    public Optional<X509ExtendedTrustManager> trustManager() {
        return clientAuthorities.map(
                file -> new FileTrustManager(new FileBacked<>(List.of(file), () -> PemFiles.trust(file))));
    }

    /**
     * A server's context over both.
     *
     * @throws IllegalArgumentException where a file cannot be used; names it
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust =
                    trustManager().map(manager -> new TrustManager[] {manager}).orElse(new TrustManager[0]);
            context.init(new KeyManager[] {keyManager()}, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS files " + this + " cannot be used: " + e.getMessage(), e);
        }
    }
}
