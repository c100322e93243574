package dev.bellwether.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** PEM files to what TLS takes; errors name the file. */
final class PemFiles {
    private PemFiles() {}

    /**
     * A certificate with those above it, and its key.
     *
     * @param chain the own certificate first
     */
    record Identity(List<X509Certificate> chain, PrivateKey key) {
        Identity {
            chain = List.copyOf(chain);
        }
    }

    static Identity identity(Path certificates, Path privateKey) throws IOException {
        List<X509Certificate> chain = certificates(certificates);
        PrivateKey key = privateKey(privateKey);
        String wanted = chain.getFirst().getPublicKey().getAlgorithm();
        if (!key.getAlgorithm().equals(wanted)) {
            throw new IllegalArgumentException(privateKey + " holds a key of " + key.getAlgorithm()
                    + ", the certificate of " + certificates + " belongs to one of " + wanted);
        }
        return new Identity(chain, key);
    }

    /** Believes those whose certificates stand in a file, and whom they have signed for. */
    static X509ExtendedTrustManager trust(Path file) throws IOException {
        try {
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            int number = 0;
            for (Certificate authority : certificates(file)) {
                authorities.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager trust) {
                    return trust;
                }
            }
            throw new IllegalStateException("every JDK has a trust manager for X.509");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    static List<X509Certificate> certificates(Path file) throws IOException {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM: " + e.getMessage(), e);
        }
        List<X509Certificate> certificates = found.stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM");
        }
        return certificates;
    }

    static PrivateKey privateKey(Path file) throws IOException {
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
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        }
        throw new IllegalArgumentException(
                file + " holds a key of an unknown algorithm; EC, RSA and Ed25519 are known");
    }
}
