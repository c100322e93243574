package dev.bellwether.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What lets a client in, and whom it trusts.
 *
 * @param changeToken goes along with every change; empty for none
 * @param readToken goes along with everything else; empty for none
 * @param authority certificates of whoever signs the server's, PEM; null for those of the Java runtime
 */
public record ServerAccess(
        String changeToken, String readToken, @Nullable Path authority) {
    /** Neither tokens nor an authority of one's own. */
    public static final ServerAccess NONE = new ServerAccess("", "", null);

    /**
     * @throws IllegalArgumentException where a token has other than printable characters
     */
    public ServerAccess {
        if (!isToken(changeToken) || !isToken(readToken)) {
            throw new IllegalArgumentException("the token has characters that no token has");
        }
    }

    /** Whether a text can be sent as a token. */
    static boolean isToken(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Never shows a token. */
    @Override
    public String toString() {
        return "ServerAccess[authority=" + authority + "]";
    }

    /**
     * Trusts nobody but the authority; null where there is none.
     *
     * @throws IllegalArgumentException where its file cannot be read or holds no certificate
     */
    @Nullable
    SSLContext trust() {
        if (authority == null) {
            return null;
        }
        try (InputStream file = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry(String.valueOf(number++), certificate);
            }
            if (number == 0) {
                throw new IllegalArgumentException(authority + " holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read " + authority + " (" + e.getClass().getSimpleName() + ")", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(authority + " holds no certificates in PEM", e);
        }
    }
}
