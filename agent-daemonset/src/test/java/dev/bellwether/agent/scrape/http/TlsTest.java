package dev.bellwether.agent.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.bellwether.agent.scrape.ExpositionServer;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import dev.bellwether.agent.scrape.settings.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory;

    private static TestCertificates serverKey;
    private static TestCertificates clientKey;
    private static Path serverCertificate;
    private static Path clientCertificate;
    private static ExpositionServer server;
    private static ExpositionServer strictServer;

    @BeforeAll
    static void start() throws Exception {
        serverKey = TestCertificates.generate(
                directory, "server", "EC", "-groupname", "secp256r1", "-ext", "SAN=dns:exporter.example");
        clientKey = TestCertificates.generate(directory, "client", "RSA", "-keysize", "2048");
        serverCertificate = serverKey.writeCertificate(directory.resolve("server.pem"));
        clientCertificate = clientKey.writeCertificate(directory.resolve("client.pem"));
        server = server(false);
        strictServer = server(true);
    }

    @AfterAll
    static void stop() {
        server.close();
        strictServer.close();
    }

    @Test
    void aServerIsTrustedByItsRootUnderItsName() throws IOException {
        assertThat(get(server, tls(serverCertificate, null, null, "exporter.example", false)))
                .isEqualTo("a 1\n");
    }

    @Test
    void aServerWithAnotherNameIsRefused() {
        assertThatThrownBy(() -> get(server, tls(serverCertificate, null, null, null, false)))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
        assertThatThrownBy(() -> get(server, tls(serverCertificate, null, null, "other.example", false)))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    @Test
    void aServerWithAnUnknownRootIsRefused() {
        assertThatThrownBy(() -> get(server, tls(clientCertificate, null, null, "exporter.example", false)))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
        assertThatThrownBy(() -> get(server, tls(null, null, null, "exporter.example", false)))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    @Test
    void anyServerWillDoWhereVerificationIsSkipped() throws IOException {
        assertThat(get(server, tls(null, null, null, null, true))).isEqualTo("a 1\n");
    }

    @Test
    void aClientCertificateIsShownWhereItIsAskedFor() throws IOException {
        Path key = clientKey.writeKey(directory.resolve("client.key"));

        assertThat(get(strictServer, tls(serverCertificate, clientCertificate, key, "exporter.example", false)))
                .isEqualTo("a 1\n");
        assertThatThrownBy(() -> get(strictServer, tls(serverCertificate, null, null, "exporter.example", false)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void newFilesAreUsedForTheNextConnection() throws IOException {
        // given
        Path root = Files.copy(clientCertificate, directory.resolve("rotating.pem"));
        Files.setLastModifiedTime(root, FileTime.from(Instant.EPOCH));
        TlsSettings settings = tls(root, null, null, "exporter.example", false);

        try (ScrapeClient client = client(settings)) {
            assertThatThrownBy(() -> get(client, server)).isInstanceOf(IOException.class);

            // when
            Files.writeString(root, Files.readString(serverCertificate));

            // then
            assertThat(get(client, server)).isEqualTo("a 1\n");
        }
    }

    @Test
    void privateKeysAreReadInEveryPemForm() throws Exception {
        // given
        byte[] rsa = clientKey.key().getEncoded();
        Path pkcs8 = clientKey.writeKey(directory.resolve("pkcs8.key"));
        Path pkcs1 = TestCertificates.writePem(
                directory.resolve("pkcs1.key"), "RSA PRIVATE KEY", Arrays.copyOfRange(rsa, 26, rsa.length));
        Path sec1 = TestCertificates.writePem(
                directory.resolve("sec1.key"), "EC PRIVATE KEY", sec1((ECPrivateKey) serverKey.key()));

        // when, then
        assertThat(PemFiles.privateKey(pkcs8)).isEqualTo(clientKey.key());
        assertThat(PemFiles.privateKey(pkcs1)).isEqualTo(clientKey.key());
        PrivateKey read = PemFiles.privateKey(sec1);
        assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) serverKey.key()).getS());
    }

    @Test
    void unusableFilesAreNamed() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");
        Path encrypted =
                TestCertificates.writePem(directory.resolve("encrypted.key"), "ENCRYPTED PRIVATE KEY", new byte[] {1});
        Path broken = TestCertificates.writePem(directory.resolve("broken.key"), "PRIVATE KEY", new byte[] {1});
        Path curveless =
                TestCertificates.writePem(directory.resolve("curveless.key"), "EC PRIVATE KEY", new byte[] {0x30, 0});

        assertThatThrownBy(() -> PemFiles.certificates(empty))
                .hasMessageEndingWith("empty.pem has no certificate in PEM");
        assertThatThrownBy(() -> PemFiles.privateKey(empty))
                .hasMessageEndingWith("empty.pem has no private key in PEM");
        assertThatThrownBy(() -> PemFiles.privateKey(encrypted)).hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> PemFiles.privateKey(broken)).hasMessageEndingWith("is none of RSA, EC and EdDSA");
        assertThatThrownBy(() -> PemFiles.privateKey(curveless)).hasMessageEndingWith("does not name its curve");
        assertThatThrownBy(() -> get(server, tls(Path.of("/nowhere/ca.pem"), null, null, null, false)))
                .hasMessageContaining("tls_config: cannot read /nowhere/ca.pem");
    }

    /** SEQUENCE { 1, OCTET STRING key, [0] { secp256r1 } }, as RFC 5915 writes it. */
    private static byte[] sec1(ECPrivateKey key) {
        byte[] number = key.getS().toByteArray();
        byte[] sec1 = new byte[2 + 3 + 34 + 12];
        sec1[0] = 0x30;
        sec1[1] = (byte) (sec1.length - 2);
        System.arraycopy(new byte[] {2, 1, 1, 4, 32}, 0, sec1, 2, 5);
        int count = Math.min(32, number.length);
        System.arraycopy(number, number.length - count, sec1, 7 + 32 - count, count);
        byte[] curve = {(byte) 0xa0, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
        System.arraycopy(curve, 0, sec1, 39, curve.length);
        return sec1;
    }

    private static ExpositionServer server(boolean clientNeeded) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(serverKey.store(), TestCertificates.PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", clientKey.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer https = HttpsServer.create(ExpositionServer.loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters settings = getSSLContext().getDefaultSSLParameters();
                settings.setNeedClientAuth(clientNeeded);
                parameters.setSSLParameters(settings);
            }
        });
        ExpositionServer started = new ExpositionServer(https);
        started.answerText("a 1\n");
        return started;
    }

    private static TlsSettings tls(
            @Nullable Path ca, @Nullable Path cert, @Nullable Path key, @Nullable String name, boolean insecure) {
        return new TlsSettings(ca, cert, key, name, insecure);
    }

    private static ScrapeClient client(TlsSettings tls) {
        return new ScrapeClient(new HttpSettings(null, tls, true, true), System::nanoTime);
    }

    private static String get(ExpositionServer from, TlsSettings tls) throws IOException {
        try (ScrapeClient client = client(tls)) {
            return get(client, from);
        }
    }

    private static String get(ScrapeClient client, ExpositionServer from) throws IOException {
        try (HttpAnswer answer =
                client.get(URI.create("https://" + from.address() + "/"), "*/*", Duration.ofSeconds(20), 0)) {
            return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
