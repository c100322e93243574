package dev.bellwether.agent.send;

import dev.bellwether.agent.config.SendConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** From PEM files to a TLS context. */
final class TlsContext {
    private TlsContext() {}

    /**
     * Reads the files of the settings: for each connection anew, so that a rotated certificate is taken without a restart.
     *
     * @throws IOException where a file cannot be read or holds something else, named in the message
     */
    static SSLContext of(SendConfig.SendTls settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(settings), trustManagers(settings.caFile()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trustManagers(@Nullable Path roots)
            throws GeneralSecurityException, IOException {
        if (roots == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int index = 0;
        for (Certificate certificate : certificates(roots)) {
            store.setCertificateEntry("root-" + index++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(SendConfig.SendTls settings)
            throws GeneralSecurityException, IOException {
        if (settings.certFile() == null || settings.keyFile() == null) {
            return null;
        }
        PrivateKey key = PemPrivateKey.read(settings.keyFile());
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "agent", key, new char[0], certificates(settings.certFile()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(stream);
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate in PEM");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificate in PEM: " + e.getMessage(), e);
        }
    }
}
