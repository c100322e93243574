package dev.bellwether.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifierLoopTest {
    private final List<String> delivered = new ArrayList<>();
    private final FakeQueue queue = new FakeQueue();

    @Test
    void deliversInOrderAndRemembersEach() {
        queue.waiting.addAll(List.of(notification("1"), notification("2")));

        run(notification -> {
            delivered.add(notification.id());
            return "";
        });

        assertThat(delivered).containsExactly("1", "2");
        assertThat(queue.done).isEqualTo(2);
        assertThat(queue.closed).isTrue();
    }

    @Test
    void triesAgainUntilTheReceiverTakesIt() {
        queue.waiting.add(notification("1"));
        int[] attempts = {0};

        NotifierLoop loop = run(notification -> {
            if (++attempts[0] < 3) {
                throw new IOException("away");
            }
            delivered.add(notification.id());
            return "";
        });

        assertThat(delivered).containsExactly("1");
        assertThat(loop.failedAttempts()).isEqualTo(2);
        assertThat(loop.delivered()).isEqualTo(1);
    }

    @Test
    void givesUpWhatIsRefusedAndGoesOn() {
        queue.waiting.addAll(List.of(notification("1"), notification("2")));

        NotifierLoop loop = run(notification -> {
            if (notification.id().equals("1")) {
                throw new Receiver.RefusedException("no");
            }
            delivered.add(notification.id());
            return "";
        });

        assertThat(delivered).containsExactly("2");
        assertThat(loop.refused()).isEqualTo(1);
        assertThat(queue.done).isEqualTo(2);
    }

    private NotifierLoop run(Receiver receiver) {
        // The shortest pauses there are: the generator always gives the least.
        NotifierLoop loop = new NotifierLoop("test", queue, receiver, () -> 0);
        loop.run();
        assertThat(Thread.interrupted()).isTrue();
        return loop;
    }

    private static Notification notification(String id) {
        Alert alert = new Alert(Labels.of("alertname", "x"), AlertState.FIRING, 1, 1, 1, 0, true);
        return new Notification(id, "default/x", "up == 0", alert, Map.of());
    }

    /** Ends the loop by interrupting it once nothing is left. */
    private static final class FakeQueue implements NotificationQueue {
        private final List<Notification> waiting = new ArrayList<>();
        private int done;
        private boolean closed;

        @Override
        public Optional<Notification> next(Duration atMost) {
            if (done == waiting.size()) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            return Optional.of(waiting.get(done));
        }

        @Override
        public void done() {
            done++;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
