package dev.bellwether.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    @TempDir
    Path directory;

    @Test
    void thePagesSpeakTlsWhereThereAreCertificates() throws Exception {
        // given
        TestIdentity identity = TestIdentity.make(directory, "server");
        Environment environment = new Environment(Map.of(
                "BELLWETHER_HTTP_PORT", "0",
                "BELLWETHER_TLS_CERTIFICATES", identity.certificate().toString(),
                "BELLWETHER_TLS_PRIVATE_KEY", identity.key().toString()));
        try (PageServer pages = PageServer.open(
                        environment, 1, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "starting");
                HttpClient client = trusting(identity)) {
            // when, then
            assertThat(get(client, pages, "/healthz").statusCode()).isEqualTo(200);
            HttpResponse<String> starting = get(client, pages, "/readyz");
            assertThat(starting.statusCode()).isEqualTo(503);
            assertThat(starting.body()).isEqualTo("starting\n");
            pages.problem(Optional::empty);
            assertThat(get(client, pages, "/readyz").body()).isEqualTo("ready\n");
        }
    }

    @Test
    void aRenewedCertificateIsShownAndTheFormerOneStaysGoodForThoseWhoHaveChosenIt() throws Exception {
        // given
        TestIdentity first = TestIdentity.make(directory, "first");
        TestIdentity second = TestIdentity.make(directory, "second");
        Path certificate = Files.copy(first.certificate(), directory.resolve("tls.crt"));
        Path key = Files.copy(first.key(), directory.resolve("tls.key"));
        AtomicLong nanos = new AtomicLong();
        FileKeyManager manager = new FileKeyManager(
                new FileBacked<>(List.of(certificate, key), () -> PemFiles.identity(certificate, key), nanos::get));
        String former = manager.chooseServerAlias("EC", null, null);
        assertThat(manager.chooseServerAlias("RSA", null, null)).isNull();

        // when
        Files.writeString(certificate, Files.readString(second.certificate()));
        Files.writeString(key, Files.readString(second.key()));
        nanos.addAndGet(3_000_000_000L);

        // then
        assertThat(subject(manager, manager.chooseServerAlias("EC", null, null)))
                .isEqualTo("CN=second");
        assertThat(subject(manager, former)).isEqualTo("CN=first");
        assertThat(manager.getPrivateKey("another")).isNull();
    }

    @Test
    void whatDoesNotBelongTogetherIsSaid() {
        assertThat(TlsFiles.of(new Environment(Map.of()))).isEmpty();
        assertThatThrownBy(() -> TlsFiles.of(new Environment(Map.of("BELLWETHER_TLS_PRIVATE_KEY", "/k"))))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> TlsFiles.of(new Environment(Map.of("BELLWETHER_TLS_CLIENT_AUTHORITIES", "/a"))))
                .hasMessageContaining("needs BELLWETHER_TLS_CERTIFICATES");
    }

    @Test
    void aFileThatIsNoCertificateOrKeyIsNamed() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "hello");
        assertThatThrownBy(() -> new TlsFiles(text, text, Optional.empty()).context())
                .hasMessageContaining(text + " holds no certificate");
        assertThatThrownBy(() -> PemFiles.privateKey(text)).hasMessageContaining("PKCS #8");
    }

    private static String subject(FileKeyManager manager, @org.jspecify.annotations.Nullable String alias) {
        X509Certificate[] chain = manager.getCertificateChain(String.valueOf(alias));
        assertThat(chain).isNotNull();
        return chain == null ? "" : chain[0].getSubjectX500Principal().getName();
    }

    private static HttpClient trusting(TestIdentity identity) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {PemFiles.trust(identity.certificate())}, null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, PageServer pages, String path) throws Exception {
        URI address = URI.create("https://127.0.0.1:" + pages.port() + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
