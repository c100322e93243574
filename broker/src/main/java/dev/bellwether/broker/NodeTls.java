package dev.bellwether.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PEM files for both ways: this node shows its certificate, and asks everybody for one that the authorities have signed. Read
 * at the start; a renewed certificate is taken up by the next one.
 *
 * @param certificates the node's certificate and those above it
 * @param privateKey its private key, PKCS #8, not encrypted
 * @param authorities whose certificates are believed
 */
record NodeTls(Path certificates, Path privateKey, Path authorities) {
    static Optional<NodeTls> of(Map<String, String> variables) {
        String certificates = variables.getOrDefault("BELLWETHER_TLS_CERTIFICATES", "");
        String privateKey = variables.getOrDefault("BELLWETHER_TLS_PRIVATE_KEY", "");
        String authorities = variables.getOrDefault("BELLWETHER_TLS_CLIENT_AUTHORITIES", "");
        if (certificates.isBlank() && privateKey.isBlank() && authorities.isBlank()) {
            return Optional.empty();
        }
        if (certificates.isBlank() || privateKey.isBlank() || authorities.isBlank()) {
            throw new IllegalArgumentException("BELLWETHER_TLS_CERTIFICATES, BELLWETHER_TLS_PRIVATE_KEY and "
                    + "BELLWETHER_TLS_CLIENT_AUTHORITIES belong together; one of them is not set");
        }
        return Optional.of(new NodeTls(Path.of(certificates), Path.of(privateKey), Path.of(authorities)));
    }

    /**
     * Kafka's settings.
     *
     * @throws IllegalArgumentException where a file cannot be read
     */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.key", read(privateKey));
        settings.put("ssl.keystore.certificate.chain", read(certificates));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", read(authorities));
        settings.put("ssl.client.auth", "required");
        settings.put("ssl.enabled.protocols", "TLSv1.3");
        settings.put("ssl.protocol", "TLSv1.3");
        return settings;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("TLS file " + file + " cannot be read: " + e, e);
        }
    }
}
