package dev.bellwether.alert.notify.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.RecordingServer;
import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerReceiverTest {
    @Test
    void alertsGoToEveryMemberAndOneIsEnough() throws Exception {
        try (RecordingServer first = new RecordingServer();
                RecordingServer second = new RecordingServer()) {
            first.answer(500, Map.of(), "");
            Receiver receiver = receiver(first, second);

            assertThatCode(() -> receiver.deliver(Messages.firing())).doesNotThrowAnyException();

            assertThat(first.only().target()).isEqualTo("/prefix/api/v2/alerts");
            assertThat(second.only().body()).isEqualTo(first.only().body());
        }
    }

    @Test
    void whenNoneTakesThemTheyAreTriedAgainIfOneMayTakeThemLater() throws Exception {
        try (RecordingServer first = new RecordingServer();
                RecordingServer second = new RecordingServer()) {
            first.answer(500, Map.of(), "");
            second.answer(400, Map.of(), "");

            assertThatThrownBy(() -> receiver(first, second).deliver(Messages.firing()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Receiver receiver(RecordingServer... servers) {
        return Factories.receiver(new ReceiverSettings.Alertmanager(
                List.of(servers[0].address("/prefix/"), servers[1].address("/prefix")), new HttpCredentials.None()));
    }
}
