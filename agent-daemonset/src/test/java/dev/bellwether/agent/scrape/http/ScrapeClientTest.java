package dev.bellwether.agent.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.bellwether.agent.scrape.ExpositionServer;
import dev.bellwether.agent.scrape.ScrapeConfigs;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeClientTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    @TempDir
    Path directory;

    private ExpositionServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ExpositionServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestTellsWhatPrometheusTells() throws IOException {
        // given
        server.answerText("a 1\n");

        // when
        String body;
        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            body = get(client, "/metrics?a=b");
        }

        // then
        Headers headers = server.requests().getFirst();
        assertThat(body).isEqualTo("a 1\n");
        assertThat(headers.getFirst("Accept")).isEqualTo("text/plain");
        assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("gzip");
        assertThat(headers.getFirst("X-Prometheus-Scrape-Timeout-Seconds")).isEqualTo("20.0");
        assertThat(headers.getFirst("User-Agent")).isEqualTo("Bellwether");
        assertThat(headers.getFirst("Host")).isEqualTo(server.address());
        assertThat(headers.get("Authorization")).isNull();
    }

    @Test
    void theConnectionIsKeptFromRequestToRequest() throws IOException {
        // given
        server.answerText("a 1\n");

        // when
        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            for (int i = 0; i < 3; i++) {
                get(client, "/metrics");
            }
        }

        // then
        assertThat(server.clients()).hasSize(3);
        assertThat(server.clients().stream().distinct()).hasSize(1);
    }

    @Test
    void aBodyThatWasNotReadToItsEndIsPassedOver() throws IOException {
        // given
        server.answerText("a 1\n".repeat(1_000));

        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            // when
            try (HttpAnswer answer = client.get(url("/"), "*/*", TIMEOUT, 0)) {
                assertThat(answer.body().read()).isEqualTo('a');
            }
            get(client, "/");
        }

        // then
        assertThat(server.clients().stream().distinct()).hasSize(1);
    }

    @Test
    void aChunkedAndCompressedBodyIsRead() throws IOException {
        // given
        String exposition = "metric{label=\"value\"} 1\n".repeat(10_000);
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(exposition.getBytes(StandardCharsets.UTF_8));
            }
        });

        // when, then
        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThat(get(client, "/")).isEqualTo(exposition);
            assertThat(get(client, "/")).isEqualTo(exposition);
        }
        assertThat(server.clients().stream().distinct()).hasSize(1);
    }

    @Test
    void aGzipBombIsRefusedAtTheLimit() throws IOException {
        // given
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            ExpositionServer.respond(exchange, 200, "text/plain", bomb.toByteArray());
        });

        // when, then
        try (ScrapeClient client = client(HttpSettings.DEFAULT);
                HttpAnswer answer = client.get(url("/"), "*/*", TIMEOUT, 1 << 20)) {
            assertThatThrownBy(() -> answer.body().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessage("body_size_limit: the answer is larger than 1048576 bytes");
        }
    }

    @Test
    void compressionIsNotAskedForWhereItIsSwitchedOff() throws IOException {
        // given
        server.answerText("a 1\n");

        // when
        try (ScrapeClient client = client(settings("enable_compression: false"))) {
            get(client, "/");
        }

        // then
        assertThat(server.requests().getFirst().getFirst("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void credentialsAreShownAndTheirFilesReadAnew() throws IOException {
        // given
        server.answerText("");
        Path token = Files.writeString(directory.resolve("token"), "first\n");
        Path password = Files.writeString(directory.resolve("password"), "pass:word");

        // when
        try (ScrapeClient bearer = client(settings("authorization: {credentials_file: " + token + "}"));
                ScrapeClient basic = client(settings("basic_auth: {username: me, password_file: " + password + "}"));
                ScrapeClient other = client(settings("authorization: {type: Token, credentials: abc}"))) {
            get(bearer, "/");
            Files.writeString(token, "second");
            get(bearer, "/");
            get(basic, "/");
            get(other, "/");
        }

        // then
        assertThat(server.requests())
                .extracting(headers -> headers.getFirst("Authorization"))
                .containsExactly("Bearer first", "Bearer second", "Basic bWU6cGFzczp3b3Jk", "Token abc");
    }

    @Test
    void credentialsWithALineBreakNeverReachAHeader() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "a\r\nX-Evil: 1");

        try (ScrapeClient client = client(settings("authorization: {credentials_file: " + token + "}"))) {
            assertThatThrownBy(() -> get(client, "/"))
                    .hasMessage("the credentials contain a line break, which no header may");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aMissingSecretIsNamedByItsFile() {
        ScrapeClient client = client(settings("authorization: {credentials_file: /nowhere/token}"));

        assertThatThrownBy(() -> get(client, "/")).hasMessageContaining("cannot read the secret in /nowhere/token");
    }

    @Test
    void redirectsAreFollowedWithCredentialsForTheSameHostOnly() throws IOException {
        // given
        try (ExpositionServer other = new ExpositionServer()) {
            other.answerText("there 1\n");
            server.answer(exchange -> {
                String path = exchange.getRequestURI().getPath();
                if (path.equals("/away")) {
                    String location = "http://localhost" + other.address().substring("127.0.0.1".length()) + "/x";
                    exchange.getResponseHeaders().set("Location", location);
                } else if (path.equals("/near")) {
                    exchange.getResponseHeaders().set("Location", "there?x=y");
                } else {
                    ExpositionServer.respond(exchange, 200, "text/plain", "here 1\n");
                    return;
                }
                exchange.sendResponseHeaders(302, -1);
            });

            // when
            try (ScrapeClient client = client(settings("authorization: {credentials: secret}"))) {
                assertThat(get(client, "/near")).isEqualTo("here 1\n");
                assertThat(get(client, "/away")).isEqualTo("there 1\n");
            }

            // then
            assertThat(server.requests())
                    .extracting(headers -> headers.getFirst("Authorization"))
                    .containsOnly("Bearer secret");
            assertThat(other.requests().getFirst().get("Authorization")).isNull();
        }
    }

    @Test
    void redirectsEndAfterTenAndAreAnErrorWhereTheyAreNotFollowed() throws IOException {
        // given
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", "/again");
            exchange.sendResponseHeaders(307, -1);
        });

        // when, then
        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThatThrownBy(() -> get(client, "/")).hasMessage("the target redirected more than 10 times");
        }
        try (ScrapeClient client = client(settings("follow_redirects: false"))) {
            assertThatThrownBy(() -> get(client, "/")).hasMessage("the target answered with HTTP status 307");
        }
    }

    @Test
    void aTargetThatDoesNotAnswerInTimeIsGivenUp() throws IOException {
        // given
        CountDownLatch never = new CountDownLatch(1);
        server.answer(exchange -> await(never));

        // when, then
        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThatThrownBy(() -> client.get(url("/"), "*/*", SHORT, 0))
                    .hasMessage("the target took longer than the timeout of 150ms");
        }
        never.countDown();
    }

    @Test
    void aBodyThatTricklesIsGivenUpInTimeToo() throws IOException {
        // given
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch ended = new CountDownLatch(1);
            Thread trickle = Thread.ofVirtual().start(() -> {
                try (Socket socket = listener.accept()) {
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (!ended.await(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        out.write('#');
                        out.flush();
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            // when, then
            try (ScrapeClient client = client(HttpSettings.DEFAULT);
                    HttpAnswer answer =
                            client.get(URI.create("http://127.0.0.1:" + listener.getLocalPort()), "*/*", SHORT, 0)) {
                assertThatThrownBy(() -> answer.body().readAllBytes())
                        .hasMessage("the target took longer than the timeout of 150ms");
            }
            ended.countDown();
            trickle.interrupt();
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsReplaced() throws IOException {
        // given
        String address = server.address();
        server.answerText("a 1\n");
        try (ScrapeClient client = client(HttpSettings.DEFAULT);
                Answers raw = new Answers("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1")) {
            // when: the server answers once per connection and closes it without saying so
            String first = get(client, raw.url());
            String second = get(client, raw.url());

            // then
            assertThat(first).isEqualTo("1");
            assertThat(second).isEqualTo("1");
        }
        assertThat(address).isNotEmpty();
    }

    @Test
    void closingEndsARequestUnderWay() throws Exception {
        // given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.answer(exchange -> {
            asked.countDown();
            await(never);
        });
        ScrapeClient client = client(HttpSettings.DEFAULT);
        Thread closer = Thread.ofVirtual().start(() -> {
            try {
                asked.await();
                client.close();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // when, then
        assertThatThrownBy(() -> get(client, "/")).isInstanceOf(IOException.class);
        closer.join();
        never.countDown();
    }

    @Test
    void aRefusedConnectionIsAnErrorForPeople() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        try (ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThatThrownBy(() -> get(client, URI.create("http://127.0.0.1:" + port + "/")))
                    .hasMessageContaining("Connection refused");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.2\\n|the target does not speak HTTP/1: it said \"SSH-2.0-OpenSSH_9.2\"",
                "HTTP/1.1 abc\\r\\n\\r\\n|the target does not speak HTTP/1: it said \"HTTP/1.1 abc\"",
                "HTTP/1.1 200 OK\\r\\nA: b\\r\\n|the target closed the connection within the headers",
                "HTTP/1.1 200 OK\\r\\nContent-Length: x\\r\\n\\r\\n"
                        + "|the header Content-Length is \"x\", allowed is a number",
                "HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n"
                        + "|the header Content-Length is -1, at least 0 is needed",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc|the answer ended 6 bytes early",
                "HTTP/1.1 200 OK\\r\\nContent-Encoding: br\\r\\n\\r\\n"
                        + "|the header Content-Encoding is \"br\", allowed are gzip and identity",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n"
                        + "|a chunk's size is \"zz\", allowed is a hexadecimal number",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nab|the answer ended within a chunk",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nab\\r\\n"
                        + "|the answer ended between chunks",
                "HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n"
                        + "|the target answered with HTTP status 404 Not Found",
                "''|the target closed the connection without an answer"
            })
    void brokenAnswersAreErrorsForPeople(String answer, String message) throws IOException {
        try (Answers raw = new Answers(unescape(answer));
                ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThatThrownBy(() -> get(client, raw.url()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.0 200 OK\\r\\n\\r\\nuntil the end|until the end",
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok|ok",
                "HTTP/1.1 200\\r\\nContent-Length: 2\\r\\n\\r\\nok|ok",
                "HTTP/1.1 200 OK\\nContent-Length: 2\\n\\nok|ok",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3;x=y\\r\\nabc\\r\\n1\\r\\nd\\r\\n0\\r\\n"
                        + "T: v\\r\\n\\r\\n|abcd"
            })
    void unusualAnswersAreRead(String answer, String body) throws IOException {
        try (Answers raw = new Answers(unescape(answer));
                ScrapeClient client = client(HttpSettings.DEFAULT)) {
            assertThat(get(client, raw.url())).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/metrics, false, host, 80", "https://host/metrics, true, host, 443",
        "http://under_score:9100/x, false, under_score, 9100", "http://[::1]:9100/, false, ::1, 9100",
        "http://[fe80::1]/, false, fe80::1, 80", "https://10.0.0.1:8443, true, 10.0.0.1, 8443"
    })
    void anOriginIsReadFromAnyAddress(String url, boolean secure, String host, int port) throws IOException {
        assertThat(Origin.of(URI.create(url))).isEqualTo(new Origin(secure, host, port));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private HttpSettings settings(String... lines) {
        return ScrapeConfigs.config("a:1", lines).http();
    }

    private static ScrapeClient client(HttpSettings settings) {
        return new ScrapeClient(settings, System::nanoTime);
    }

    private URI url(String path) {
        return URI.create("http://" + server.address() + path);
    }

    private String get(ScrapeClient client, String path) throws IOException {
        return get(client, url(path));
    }

    private static String get(ScrapeClient client, URI url) throws IOException {
        try (HttpAnswer answer = client.get(url, "text/plain", TIMEOUT, 0)) {
            return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Answers every connection with the same bytes, then closes it. */
    private static final class Answers implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Answers(String answer) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!listener.isClosed()) {
                    try (Socket socket = listener.accept()) {
                        readRequest(socket.getInputStream());
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        // The listener was closed, or a client went away: the next one counts.
                    }
                }
            });
        }

        private static void readRequest(InputStream in) throws IOException {
            List<Integer> end = List.of((int) '\r', (int) '\n', (int) '\r', (int) '\n');
            int matched = 0;
            while (matched < end.size()) {
                int b = in.read();
                if (b < 0) {
                    return;
                }
                matched = b == end.get(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/metrics");
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
