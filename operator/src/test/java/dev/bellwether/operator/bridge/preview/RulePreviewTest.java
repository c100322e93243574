package dev.bellwether.operator.bridge.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.operator.bridge.preview.RulePreview.Answer;
import dev.bellwether.remote.testing.XorChunks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulePreviewTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final long MINUTE = 60_000;

    private HttpServer server;
    private volatile int status = 200;
    private volatile byte[] body = new byte[0];

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    RulePreviewTest() {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/read", exchange -> {
            try (exchange) {
                byte[] request = exchange.getRequestBody().readAllBytes();
                assertThat(request).isNotEmpty();
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itTellsHowOftenARuleWouldHaveFired() {
        // given
        long start = NOW.minus(Duration.ofMinutes(9)).toEpochMilli();
        body = XorChunks.frame(
                new String[] {"__name__", "load", "host", "a"}, start, MINUTE, 1, 1, 9, 9, 1, 1, 9, 1, 1, 1);

        // then
        assertThat(ask()).isEqualTo(new Answer(2, "would have fired 2 times"));
    }

    @Test
    void aRuleThatWouldNotHaveFiredSaysSo() {
        assertThat(ask()).isEqualTo(new Answer(0, "would not have fired"));
    }

    @Test
    void whatCannotBeReadIsNoAnswerAndSaysWhy() {
        status = 503;
        body = "starting".getBytes(StandardCharsets.UTF_8);
        assertThat(ask()).isEqualTo(new Answer(null, "cannot be told: the API answers 503: starting"));
        server.stop(0);
        assertThat(ask().text()).startsWith("cannot be told: the API cannot be asked: ");
    }

    private Answer ask() {
        try (RulePreview preview = new RulePreview(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "")) {
            return preview.ask(rule(), Duration.ofMinutes(10), NOW);
        }
    }

    private static AlertRule rule() {
        return (AlertRule) ManifestReader.read("a", """
                        apiVersion: bellwether.dev/v1alpha1
                        kind: AlertRule
                        metadata: {name: high, namespace: shop}
                        spec: {expr: load > 5, interval: 1m}
                        """).rules().getFirst();
    }
}
