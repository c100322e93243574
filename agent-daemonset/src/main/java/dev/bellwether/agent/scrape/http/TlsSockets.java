package dev.bellwether.agent.scrape.http;

import dev.bellwether.agent.scrape.settings.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS sockets from settings; reads their files anew when one of them has changed. For one thread. */
final class TlsSockets {
    private final TlsSettings settings;
    private @Nullable SSLSocketFactory factory;
    private List<FileTime> stamps = List.of();

    TlsSockets(TlsSettings settings) {
        this.settings = settings;
    }

    /** Wraps a connected socket and shakes hands; the wrapped socket owns the other. */
    Socket handshake(Socket socket, Origin origin) throws IOException {
        String serverName = settings.serverName();
        String name = serverName == null ? origin.host() : serverName;
        SSLSocket secured = (SSLSocket) factory().createSocket(socket, name, origin.port(), true);
        if (!settings.insecureSkipVerify()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private SSLSocketFactory factory() throws IOException {
        List<FileTime> current = new ArrayList<>();
        for (Path file : files()) {
            try {
                current.add(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new IOException("tls_config: cannot read " + file + ": " + e, e);
            }
        }
        SSLSocketFactory known = factory;
        if (known != null && current.equals(stamps)) {
            return known;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            known = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("tls_config: " + e.getMessage(), e);
        }
        factory = known;
        stamps = current;
        return known;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path file : new @Nullable Path[] {settings.caFile(), settings.certFile(), settings.keyFile()}) {
            if (file != null) {
                files.add(file);
            }
        }
        return files;
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        Path certFile = settings.certFile();
        Path keyFile = settings.keyFile();
        if (certFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client",
                PemFiles.privateKey(keyFile),
                new char[0],
                PemFiles.certificates(certFile).toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
    }

    private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
        if (settings.insecureSkipVerify()) {
            return new TrustManager[] {new AnyCertificate()};
        }
        Path caFile = settings.caFile();
        if (caFile == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> roots = PemFiles.certificates(caFile);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root" + i, roots.get(i));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }
}
