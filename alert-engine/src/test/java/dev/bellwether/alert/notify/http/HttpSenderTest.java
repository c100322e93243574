package dev.bellwether.alert.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.RecordingServer;
import dev.bellwether.alert.notify.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final SSLSocketFactory DEFAULT_TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    @Test
    void aRequestCarriesWhatItWasGiven() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            sender().deliver(HttpCall.post(server.address("/a%20b?q=1"))
                    .json(Map.of("text", "ü"))
                    .idempotencyKey("id-1")
                    .header("X-Team", "blue"));

            RecordingServer.Request request = server.only();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/a%20b?q=1");
            assertThat(request.body()).isEqualTo("{\"text\":\"ü\"}");
            assertThat(request.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("idempotency-key", "id-1")
                    .containsEntry("x-team", "blue")
                    .containsEntry("user-agent", "bellwether")
                    .containsEntry("host", server.address("").getAuthority());
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            server.answer(302, Map.of("Location", "/elsewhere"), "");

            assertThatThrownBy(() -> sender().deliver(HttpCall.post(server.address("/"))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("the receiver answered 302");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "HTTP/1.1 200 OK~Content-Length: 2~~ok | ok",
                "HTTP/1.1 200~~until the end | until the end",
                "HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~ab~3;x=y~cde~0~~ | abcde",
                "HTTP/1.0 204 No Content~~ | ''",
            })
    void answersAreReadInAllTheirForms(String answer, String body) throws Exception {
        try (RawServer server = RawServer.answering(answer.replace("~", "\r\n"))) {
            assertThat(sender().deliver(HttpCall.post(server.address())).text()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH~~",
                "HTTP/1.1 xyz~~",
                "HTTP/1.1 200 OK~Content-Length: 5~~ab",
                "HTTP/1.1 200 OK~Content-Length: -5~~ab",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ab",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ff~ab",
            })
    void brokenAnswersMeanLater(String answer) throws Exception {
        try (RawServer server = RawServer.answering(answer.replace("~", "\r\n"))) {
            assertThatThrownBy(() -> sender().deliver(HttpCall.post(server.address())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anEndlessHeadIsCutOff() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000))) {
            assertThatThrownBy(() -> sender().deliver(HttpCall.post(server.address())))
                    .hasMessageContaining("longer than 65536 bytes");
        }
    }

    @Test
    void ofALongBodyOnlyTheBeginningIsRead() throws Exception {
        try (RawServer server = RawServer.start(socket -> {
            RawServer.readHead(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write(new byte[8192]);
            }
        })) {
            assertThat(sender().deliver(HttpCall.post(server.address())).text()).hasSize(65_536);
        }
    }

    @Test
    void aServerThatHangsMeansLater() throws Exception {
        try (RawServer server = RawServer.hanging()) {
            assertThatThrownBy(() -> sender(Duration.ofMillis(300)).deliver(HttpCall.post(server.address())))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aServerThatAnswersByteByByteIsGivenUp() throws Exception {
        try (RawServer server = RawServer.start(socket -> {
            RawServer.readHead(socket);
            while (true) {
                socket.getOutputStream().write('H');
                Thread.sleep(20);
            }
        })) {
            assertThatThrownBy(() -> sender(Duration.ofMillis(300)).deliver(HttpCall.post(server.address())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aConnectionThatIsResetMeansLater() throws Exception {
        try (RawServer server = RawServer.resetting()) {
            assertThatThrownBy(() -> sender().deliver(HttpCall.post(server.address())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void nobodyThereMeansLaterAndTheMessageHidesThePath() throws Exception {
        RawServer server = RawServer.hanging();
        server.close();

        assertThatThrownBy(() -> sender().deliver(
                                HttpCall.postToSecret("slack.url", "http://127.0.0.1:" + server.port() + "/T0/s3cret")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("POST http://127.0.0.1:" + server.port())
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void theNameIsResolvedOnceAndTheConnectionGoesToThatAddress() throws Exception {
        AtomicInteger resolved = new AtomicInteger();
        AddressGuard guard = new AddressGuard(AddressPolicy.STANDALONE, name -> {
            // A rebinding name: harmless at first, the metadata service afterwards.
            String address = resolved.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254";
            return new InetAddress[] {InetAddress.ofLiteral(address)};
        });
        try (RecordingServer server = new RecordingServer()) {
            int port = server.address("").getPort();

            sender(guard, DEFAULT_TLS).deliver(HttpCall.post(URI.create("http://rebind.example.org:" + port + "/")));

            assertThat(resolved).hasValue(1);
            assertThat(server.only().headers()).containsEntry("host", "rebind.example.org:" + port);
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsNeverConnectedTo() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            HttpSender sender = sender(new AddressGuard(AddressPolicy.CLUSTER), DEFAULT_TLS);

            assertThatThrownBy(() -> sender.deliver(HttpCall.post(server.address("/"))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("127.0.0.1 (loopback)");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void secureServersHearTheirNameAndMustProveIt(@TempDir Path directory) throws Exception {
        TestTls tls = TestTls.create(directory);
        AtomicReference<String> asked = new AtomicReference<>("");
        try (RawServer server = RawServer.start(
                tls.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                socket -> {
                    String head = RawServer.readHead(socket);
                    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                    asked.set(session.getRequestedServerNames() + head);
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                                    .getBytes(StandardCharsets.US_ASCII));
                })) {
            AddressGuard guard = new AddressGuard(
                    AddressPolicy.STANDALONE, name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
            HttpSender trusting = sender(guard, tls.context().getSocketFactory());
            URI right = URI.create("https://localhost:" + server.port() + "/");

            assertThat(trusting.deliver(HttpCall.post(right)).text()).isEqualTo("ok");
            // The name localhost is not sent, for it has no dot; the request names it.
            assertThat(asked.get()).contains("Host: localhost:" + server.port());
            assertThatThrownBy(() -> trusting.deliver(
                            HttpCall.post(URI.create("https://other.example.org:" + server.port() + "/"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("other.example.org");
            assertThatThrownBy(() -> sender(guard, DEFAULT_TLS).deliver(HttpCall.post(right)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void headersCannotBeSmuggledIn() {
        assertThatThrownBy(() -> HttpCall.post(URI.create("http://a/")).header("X-Team", "a\r\nX-Evil: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header X-Team has control characters");
    }

    private static HttpSender sender() {
        return sender(Duration.ofSeconds(10));
    }

    private static HttpSender sender(Duration timeout) {
        GuardedConnector connector =
                new GuardedConnector(new AddressGuard(AddressPolicy.STANDALONE), Duration.ofSeconds(5));
        return new HttpSender(connector, DEFAULT_TLS, timeout, Clock.systemUTC());
    }

    private static HttpSender sender(AddressGuard guard, SSLSocketFactory tls) {
        return new HttpSender(
                new GuardedConnector(guard, Duration.ofSeconds(5)), tls, Duration.ofSeconds(10), Clock.systemUTC());
    }
}
