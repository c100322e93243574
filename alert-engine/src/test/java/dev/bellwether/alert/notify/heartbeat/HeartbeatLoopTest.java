package dev.bellwether.alert.notify.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.RecordingServer;
import dev.bellwether.alert.notify.heartbeat.HeartbeatLoop.State;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatLoopTest {
    private RecordingServer server;
    private Instant evaluatedThrough = Factories.NOW;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    HeartbeatLoopTest() {}

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void beatsWhileRulesAreEvaluated() throws Exception {
        evaluatedThrough = Factories.NOW.minusSeconds(119);

        assertThat(loop(false).beat()).isEqualTo(State.BEATING);
        assertThat(server.only().method()).isEqualTo("GET");
        assertThat(server.only().target()).isEqualTo("/ping/abcd");
    }

    @Test
    void postsWhereThatIsAskedFor() throws Exception {
        loop(true).beat();

        assertThat(server.only().method()).isEqualTo("POST");
    }

    @Test
    void isSilentWhenEvaluationLagsBehind() throws Exception {
        evaluatedThrough = Factories.NOW.minusSeconds(120);

        assertThat(loop(false).beat()).isEqualTo(State.NOT_EVALUATING);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void isSilentBeforeAnythingIsEvaluated() throws Exception {
        evaluatedThrough = Instant.MIN;

        assertThat(loop(false).beat()).isEqualTo(State.NOT_EVALUATING);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aBeatThatIsNotTakenEndsNothing() throws Exception {
        server.answer(500, Map.of(), "");
        HeartbeatLoop loop = loop(false);

        assertThat(loop.beat()).isEqualTo(State.FAILED);
        assertThat(loop.beat()).isEqualTo(State.BEATING);
    }

    @Test
    void anInterruptEndsTheLoop() {
        Thread.currentThread().interrupt();

        loop(false).run();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void asAReceiverItTakesNoAlerts() {
        assertThatThrownBy(() -> Factories.receiver(settings(false)).deliver(Messages.firing()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("a heartbeat takes no alerts");
    }

    private HeartbeatLoop loop(boolean post) {
        ReceiverSettings.Heartbeat settings = settings(post);
        return new ReceiverFactory(AddressPolicy.STANDALONE, Factories.CLOCK)
                .heartbeat(Factories.notifier(settings), settings, () -> evaluatedThrough);
    }

    private ReceiverSettings.Heartbeat settings(boolean post) {
        return new ReceiverSettings.Heartbeat(
                new SecretSource.Plain(server.address("/ping/abcd").toString()),
                post,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2));
    }
}
