package dev.bellwether.process;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the one identity that stands in files, the newest to each new connection. TLS asks for a name first and for what it
 * stands for later: names of identities that were in the files before stay good for a while. Safe for use by many threads.
 */
final class FileKeyManager extends X509ExtendedKeyManager {
    private static final int REMEMBERED = 4;

    private final FileBacked<PemFiles.Identity> files;
    private final Deque<Named> known = new ArrayDeque<>();
    private long count;

    private record Named(String alias, PemFiles.Identity identity) {}

    FileKeyManager(FileBacked<PemFiles.Identity> files) {
        this.files = files;
        this.known.addFirst(new Named("identity-0", files.get()));
    }

    private synchronized Named newest() {
        PemFiles.Identity identity = files.get();
        Named newest = known.getFirst();
        if (newest.identity() == identity) {
            return newest;
        }
        count++;
        Named next = new Named("identity-" + count, identity);
        known.addFirst(next);
        if (known.size() > REMEMBERED) {
            known.removeLast();
        }
        return next;
    }

    private synchronized PemFiles.@Nullable Identity identity(String alias) {
        for (Named named : known) {
            if (named.alias().equals(alias)) {
                return named.identity();
            }
        }
        return null;
    }

    private @Nullable String alias(String keyType) {
        Named newest = newest();
        return newest.identity().key().getAlgorithm().equals(keyType) ? newest.alias() : null;
    }

    private @Nullable String alias(String[] keyTypes) {
        for (String keyType : keyTypes) {
            String alias = alias(keyType);
            if (alias != null) {
                return alias;
            }
        }
        return null;
    }

    private String @Nullable [] aliases(String keyType) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        PemFiles.Identity identity = identity(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        PemFiles.Identity identity = identity(alias);
        return identity == null ? null : identity.key();
    }
}
