package dev.bellwether.alert.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.RecordingServer;
import dev.bellwether.alert.notify.RecordingServer.Request;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotReceiverTest {
    private static final String POSTED = "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1700.5\"}";

    private RecordingServer server;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    SlackBotReceiverTest() {}

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFirstNotificationOfAGroupIsAMessage() throws Exception {
        server.answer(200, Map.of(), POSTED);

        assertThat(receiver().deliver(message(Reason.NEW, ""))).isEqualTo("C01:1700.5");
        assertThat(server.only().target()).isEqualTo("/chat.postMessage");
        assertThat(server.only().headers()).containsEntry("authorization", "Bearer xoxb-s3cret");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGED", "REPEAT", "RESOLVED", "ESCALATION"})
    void laterOnesUpdateItAndSpeakInItsThread(Reason reason) throws Exception {
        assertThat(receiver().deliver(message(reason, "C01:1700.5"))).isEqualTo("C01:1700.5");

        List<Request> requests = server.requests();
        assertThat(requests).extracting(Request::target).containsExactly("/chat.update", "/chat.postMessage");
        assertThat(requests.getFirst().json().path("channel").asString()).isEqualTo("C01");
        assertThat(requests.getFirst().json().path("ts").asString()).isEqualTo("1700.5");
        assertThat(requests.getLast().json().path("thread_ts").asString()).isEqualTo("1700.5");
        assertThat(requests.getLast().json().path("reply_broadcast").asBoolean())
                .isEqualTo(reason == Reason.REPEAT || reason == Reason.ESCALATION);
    }

    @Test
    void aNewLifeOfAGroupIsANewMessage() throws Exception {
        server.answer(200, Map.of(), POSTED.replace("1700.5", "1800.5"));

        assertThat(receiver().deliver(message(Reason.NEW, "C01:1700.5"))).isEqualTo("C01:1800.5");
        assertThat(server.only().target()).isEqualTo("/chat.postMessage");
    }

    @Test
    void aMessageThatSomebodyHasDeletedIsPostedAgain() throws Exception {
        server.answer(200, Map.of(), "{\"ok\":false,\"error\":\"message_not_found\"}");
        server.answer(200, Map.of(), POSTED.replace("1700.5", "1800.5"));

        assertThat(receiver().deliver(message(Reason.CHANGED, "C01:1700.5"))).isEqualTo("C01:1800.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error", "service_unavailable"})
    void someErrorsMeanLater(String error) {
        server.answer(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");

        assertThatThrownBy(() -> receiver().deliver(message(Reason.NEW, "")))
                .isInstanceOf(IOException.class)
                .hasMessage("Slack answered " + error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel_not_found", "invalid_auth", "not_in_channel"})
    void othersMeanNever(String error) {
        server.answer(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");

        assertThatThrownBy(() -> receiver().deliver(message(Reason.NEW, "")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Slack answered " + error);
    }

    private static GroupMessage message(Reason reason, String state) {
        return Messages.of(reason, state, List.of(Messages.alert("web-1", reason != Reason.RESOLVED)));
    }

    private Receiver receiver() {
        return Factories.receiver(new ReceiverSettings.Slack(
                null, new SecretSource.Plain("xoxb-s3cret"), "#alerts", server.address(""), MessageTemplates.DEFAULT));
    }
}
