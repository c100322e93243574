package dev.bellwether.crds.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an API server and its administrator know each other by, in a directory of their own that only the owner can read. */
final class Credentials {
    /** The administrator's token. */
    static final String ADMIN_TOKEN = "administrator-of-a-test";

    private final Path directory;

    private Credentials(Path directory) {
        this.directory = directory;
    }

    /** Makes a directory with new credentials. */
    static Credentials create() {
        try {
            Credentials credentials = new Credentials(Files.createTempDirectory("bellwether-api-server-"));
            credentials.write(credentials.tokens(), ADMIN_TOKEN + ",admin,admin,\"system:masters\"\n");
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            credentials.write(
                    credentials.accountKey(), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
            return credentials;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK knows no RSA", e);
        }
    }

    /** Where everything is. */
    Path directory() {
        return directory;
    }

    private Path tokens() {
        return directory.resolve("tokens.csv");
    }

    private Path accountKey() {
        return directory.resolve("service-accounts.key");
    }

    /** The certificates that the server makes for itself at its first start. */
    Path serverCertificates() {
        return directory.resolve("server/apiserver.crt");
    }

    /** The administrator's kubeconfig. */
    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** The server's arguments for all of that. */
    List<String> serverArguments() {
        return List.of(
                "--cert-dir=" + directory.resolve("server"),
                "--token-auth-file=" + tokens(),
                "--service-account-key-file=" + accountKey(),
                "--service-account-signing-key-file=" + accountKey(),
                "--service-account-issuer=https://kubernetes.default.svc");
    }

    /** Writes the kubeconfig for a server on this machine. */
    void writeKubeconfig(int port) {
        write(kubeconfig(), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters:
                  - name: test
                    cluster: {server: 'https://127.0.0.1:%d', certificate-authority: '%s'}
                users:
                  - name: admin
                    user: {token: '%s'}
                contexts:
                  - name: test
                    context: {cluster: test, user: admin}
                """.formatted(port, serverCertificates(), ADMIN_TOKEN));
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the directory with all that is in it, where it is still there. */
    void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
