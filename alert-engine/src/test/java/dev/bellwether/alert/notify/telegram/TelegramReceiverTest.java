package dev.bellwether.alert.notify.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.Receiver.RetryLaterException;
import dev.bellwether.alert.notify.RecordingServer;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramReceiverTest {
    private RecordingServer server;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    TelegramReceiverTest() {}

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsBackTheMessagesIdAndAnswersItLater() throws Exception {
        server.answer(200, Map.of(), "{\"ok\":true,\"result\":{\"message_id\":42}}");

        String state = receiver().deliver(Messages.firing());
        String later = receiver().deliver(Messages.of(Reason.RESOLVED, state, List.of(Messages.alert("web-1", false))));

        assertThat(state).isEqualTo("42");
        assertThat(later).isEqualTo("42");
        assertThat(server.requests()
                        .getLast()
                        .json()
                        .path("reply_parameters")
                        .path("message_id")
                        .asLong())
                .isEqualTo(42);
    }

    @Test
    void patienceIsAskedForInTheBody() {
        server.answer(429, Map.of(), "{\"ok\":false,\"parameters\":{\"retry_after\":35}}");

        assertThatThrownBy(() -> receiver().deliver(Messages.firing()))
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(35)));
    }

    @Test
    void aFloodOfAlertsFitsIntoOneMessage() throws Exception {
        receiver().deliver(Messages.flood(1000));

        String text = server.only().json().path("text").asString();
        assertThat(text).hasSizeLessThanOrEqualTo(4096).contains("Load of web-0 is high");
        assertThat(text).containsPattern("and 9[0-9]{2} more$");
    }

    private Receiver receiver() {
        return Factories.receiver(new ReceiverSettings.Telegram(
                new SecretSource.Plain("123:s3cret"), "-1001", server.address(""), MessageTemplates.DEFAULT));
    }
}
