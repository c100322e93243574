package dev.bellwether.ingest.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** PEM files to a TLS context of the JDK. */
final class PemFiles {
    private static final char[] NO_PASSWORD = new char[0];

    private PemFiles() {}

    /**
     * A context with the server's certificate, believing the client authorities where there are any.
     *
     * @throws IllegalArgumentException where a file cannot be read; names it
     */
    static SSLContext context(TlsFiles files) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server",
                    privateKey(files.privateKey()),
                    NO_PASSWORD,
                    certificates(files.certificates()).toArray(new Certificate[0]));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            if (files.clientAuthorities().isPresent()) {
                int number = 0;
                for (Certificate authority :
                        certificates(files.clientAuthorities().get())) {
                    authorities.setCertificateEntry("authority-" + number++, authority);
                }
            }
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS files " + files + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM");
        }
        return List.copyOf(found);
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        StringBuilder encoded = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("-----BEGIN PRIVATE KEY")) {
                inside = true;
            } else if (line.startsWith("-----END")) {
                inside = false;
            } else if (inside) {
                encoded.append(line.strip());
            }
        }
        if (encoded.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " holds no \"BEGIN PRIVATE KEY\": a PKCS #8 key without encryption is needed");
        }
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded.toString()));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                // Another algorithm's key.
            }
        }
        throw new IllegalArgumentException(
                file + " holds a key of an unknown algorithm; EC, RSA and Ed25519 are known");
    }
}
