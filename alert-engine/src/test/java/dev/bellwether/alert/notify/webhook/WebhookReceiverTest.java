package dev.bellwether.alert.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReceiverTest {
    private static final GroupMessage RESOLVED = new GroupMessage(
            "0011223344556677",
            "hook",
            "{}:{alertname=\"HighLoad\"}",
            Labels.of("alertname", "HighLoad"),
            List.of(new GroupMessage.MessageAlert(
                    "0011223344556677",
                    "default/HighLoad",
                    Labels.of("alertname", "HighLoad", "instance", "a", "severity", "warning"),
                    Map.of("summary", "high"),
                    false,
                    1_700_000_000_000L,
                    1_700_000_120_500L,
                    7.5,
                    null,
                    "")),
            0,
            GroupMessage.Reason.RESOLVED,
            "",
            "");

    private HttpServer server;
    private int answer = 200;
    private String body = "";
    private String key = "";

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    WebhookReceiverTest() {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsAlertmanagersWebhookJson() throws Exception {
        receiver().deliver(RESOLVED);

        assertThat(key).isEqualTo("0011223344556677");
        assertThat(body)
                .isEqualTo("{\"version\":\"4\",\"groupKey\":\"{}:{alertname=\\\"HighLoad\\\"}\",\"truncatedAlerts\":0,"
                        + "\"status\":\"resolved\",\"receiver\":\"hook\",\"groupLabels\":{\"alertname\":\"HighLoad\"},"
                        + "\"commonLabels\":{\"alertname\":\"HighLoad\",\"instance\":\"a\",\"severity\":\"warning\"},"
                        + "\"commonAnnotations\":{\"summary\":\"high\"},\"externalURL\":\"\","
                        + "\"notificationId\":\"0011223344556677\",\"alerts\":[{\"status\":\"resolved\","
                        + "\"labels\":{\"alertname\":\"HighLoad\",\"instance\":\"a\",\"severity\":\"warning\"},"
                        + "\"annotations\":{\"summary\":\"high\"},\"startsAt\":\"2023-11-14T22:13:20Z\","
                        + "\"endsAt\":\"2023-11-14T22:15:20.500Z\",\"generatorURL\":\"\","
                        + "\"fingerprint\":\"0011223344556677\",\"value\":7.5}]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void someAnswersMeanLater(int status) {
        answer = status;

        assertThatThrownBy(() -> receiver().deliver(RESOLVED))
                .isInstanceOf(IOException.class)
                .hasMessage("the receiver answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 410})
    void othersMeanNever(int status) {
        answer = status;

        assertThatThrownBy(() -> receiver().deliver(RESOLVED))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the receiver answered " + status);
    }

    @Test
    void aReceiverThatIsAwayMeansLater() {
        server.stop(0);

        assertThatThrownBy(() -> receiver().deliver(RESOLVED)).isInstanceOf(IOException.class);
    }

    private Receiver receiver() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        Notifier notifier =
                new Notifier("default/hook", "hook", Routing.DEFAULT, new ReceiverSettings.Webhook(address));
        return new ReceiverFactory(AddressPolicy.STANDALONE, Clock.systemUTC()).create(notifier);
    }
}
