package dev.bellwether.operator.certificates;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A certificate with its private key, an elliptic one of curve P-256.
 *
 * @param certificate the certificate
 * @param key its private key
 */
record KeyedCertificate(X509Certificate certificate, PrivateKey key) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /**
     * Reads both from PEM; the key as PKCS#8.
     *
     * @throws IllegalArgumentException where either is not what it should be
     */
    static KeyedCertificate read(String certificatePem, String keyPem) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(contents(keyPem, "PRIVATE KEY")));
            return new KeyedCertificate(certificate(certificatePem), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key is not an elliptic one as PKCS#8: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the first certificate of a PEM.
     *
     * @throws IllegalArgumentException where there is none
     */
    static X509Certificate certificate(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate)
                    factory.generateCertificate(new ByteArrayInputStream(contents(pem, "CERTIFICATE")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] contents(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + what + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a PEM has no " + what);
        }
        return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    }

    String certificatePem() {
        return pem(certificate);
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String what, byte[] contents) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(contents) + "\n-----END " + what + "-----\n";
    }

    Instant end() {
        return certificate.getNotAfter().toInstant();
    }

    Instant begin() {
        return certificate.getNotBefore().toInstant();
    }

    /** Whether no more than a third of its life is left. */
    boolean isDue(Instant now) {
        Duration life = Duration.between(begin(), end());
        return !now.isBefore(end().minus(life.dividedBy(3)));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "KeyedCertificate[" + certificate.getSubjectX500Principal() + " until " + end() + "]";
    }
}
