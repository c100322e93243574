package dev.bellwether.operator.certificates;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The Secret of the operator's webhook: a certificate for its Service, and the authority that has signed it. Both are renewed
 * in time, and everybody trusts a new authority for a day before it signs. Stateless.
 */
public final class WebhookSecret {
    private static final String NAME = "webhook";
    private static final String AUTHORITY = "authority.";
    private static final char[] NO_PASSWORD = new char[0];

    private WebhookSecret() {}

    /**
     * The data as it should be now; what is there where nothing is due.
     *
     * @param present what is there; empty where there is no Secret yet. What is damaged is made anew
     * @param hosts the names under which the API server calls
     */
    public static Map<String, String> renewed(
            Map<String, String> present,
            List<String> hosts,
            CertificatePolicy policy,
            SecureRandom random,
            Clock clock) {
        CertificateMaker maker = new CertificateMaker(random, clock);
        Authority authority = authority(present, maker, policy, clock);
        Map<String, String> data = new LinkedHashMap<>(
                LeafSecret.renewed(present, authority, maker, NAME, hosts, policy, clock.instant()));
        data.remove("keystore.pem");
        authority.data().forEach((key, text) -> data.put(AUTHORITY + key, text));
        return data;
    }

    private static Authority authority(
            Map<String, String> present, CertificateMaker maker, CertificatePolicy policy, Clock clock) {
        Map<String, String> data = new LinkedHashMap<>();
        present.forEach((key, text) -> {
            if (key.startsWith(AUTHORITY)) {
                data.put(key.substring(AUTHORITY.length()), text);
            }
        });
        if (data.isEmpty()) {
            return Authority.create(maker, NAME, policy);
        }
        try {
            return Authority.read(data).advanced(maker, NAME, policy, clock.instant());
        } catch (IllegalArgumentException e) {
            // Nothing else hangs on it, and the API server is told of the new one at once.
            return Authority.create(maker, NAME, policy);
        }
    }

    /** Everything that the API server is to trust, PEM. */
    public static String trusted(Map<String, String> data) {
        return data.getOrDefault("ca.crt", "");
    }

    /**
     * Shows the certificate to whoever connects.
     *
     * @throws IllegalArgumentException where the data is not what {@link #renewed} has made
     */
    public static X509ExtendedKeyManager keyManager(Map<String, String> data) {
        KeyedCertificate leaf =
                KeyedCertificate.read(data.getOrDefault("tls.crt", ""), data.getOrDefault("tls.key", ""));
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(NAME, leaf.key(), NO_PASSWORD, new Certificate[] {leaf.certificate()});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager extended) {
                    return extended;
                }
            }
            throw new IllegalStateException("this Java runtime has no key manager for X.509");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the webhook's certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
