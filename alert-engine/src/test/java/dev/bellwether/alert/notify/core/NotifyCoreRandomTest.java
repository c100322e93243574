package dev.bellwether.alert.notify.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Silence;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of alerts, silences, acknowledgements, failures and deaths of the process, against a small model: what
 * people believe after all messages is what fires and is not silenced, and nothing new is said without a reason.
 */
class NotifyCoreRandomTest {
    private static final int SEQUENCES = 60;
    private static final int STEPS = 80;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void peopleBelieveWhatIsTrueAndHearEverythingOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            new Story(random).play();
        }
    }

    private static final class Story {
        private final Random random;
        private final Scene scene = new Scene();
        private final Set<Labels> firing = new HashSet<>();
        private final Map<Labels, Long> since = new HashMap<>();
        private final Set<Labels> everFired = new HashSet<>();
        private final Map<Labels, Long> acknowledged = new HashMap<>();
        private boolean silenced;

        Story(Random random) {
            this.random = random;
            Duration wait = Duration.ofSeconds(random.nextInt(3) * 20L);
            Duration interval = Duration.ofSeconds(random.nextInt(3) * 60L);
            List<String> groupBy = random.nextBoolean() ? List.of("alertname") : List.of("...");
            scene.with(new Control.OfNotifier(
                    Scene.notifier("a", new Routing(List.of(), groupBy, wait, interval, Duration.ofHours(2), true))));
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                act();
            }
            // The end: everything works, nothing is silenced, and time goes on.
            scene.receiver = delivery -> new Delivery.Taken(delivery, "");
            silence(false);
            // Longer than a message may be tried, shorter than a repeat.
            scene.advance(Duration.ofMinutes(100));
            check();
        }

        private void act() {
            Labels alert = Labels.of("alertname", "N" + random.nextInt(2), "instance", "" + random.nextInt(4));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> toggle(alert);
                case 3 -> silence(!silenced);
                case 4 -> acknowledge(alert);
                case 5 -> scene.receiver = receiver();
                case 6 -> die();
                default -> scene.advance(Duration.ofSeconds(random.nextInt(120)));
            }
        }

        private void toggle(Labels alert) {
            if (firing.add(alert)) {
                everFired.add(alert);
                since.put(alert, scene.now);
                scene.log.add(Scene.transition(alert, AlertState.FIRING, scene.now, 0, false));
            } else {
                firing.remove(alert);
                long began = since.getOrDefault(alert, scene.now);
                scene.log.add(Scene.transition(alert, AlertState.RESOLVED, began, scene.now, false));
            }
            scene.now++;
            if (random.nextInt(3) > 0) {
                scene.step();
            }
        }

        private void silence(boolean wanted) {
            Control.OfSilence silence = new Control.OfSilence(
                    new Silence("s", List.of(Matcher.equal("instance", "1")), 0, Long.MAX_VALUE, "ann", "", 0));
            if (wanted) {
                scene.add(silence);
            } else {
                scene.remove(silence);
            }
            silenced = wanted;
        }

        private void acknowledge(Labels alert) {
            if (firing.contains(alert) && believed().contains(alert)) {
                long began = since.getOrDefault(alert, 0L);
                acknowledged.put(alert, began);
                scene.add(new Control.OfAcknowledgement(new Acknowledgement(
                        "default/" + alert.getOrEmpty("alertname"),
                        alert,
                        began,
                        Acknowledgement.Kind.ACKNOWLEDGE,
                        "ann",
                        "",
                        scene.now)));
            }
        }

        private java.util.function.Function<Delivery, Delivery.Result> receiver() {
            return switch (random.nextInt(3)) {
                case 0 -> delivery -> new Delivery.Failed(delivery, "away", Duration.ZERO);
                case 1 ->
                    delivery -> random.nextBoolean()
                            ? new Delivery.Taken(delivery, "")
                            : new Delivery.Failed(delivery, "sometimes", Duration.ofSeconds(3));
                default -> delivery -> new Delivery.Taken(delivery, "");
            };
        }

        /** Dies before the transaction, after it, or after the receiver has taken the message. */
        private void die() {
            int point = random.nextInt(3);
            scene.decide();
            if (point > 0) {
                scene.write();
            }
            if (point > 1 && !scene.sending.isEmpty()) {
                scene.send(scene.sending.remove());
            }
            scene.restart();
            scene.step();
        }

        /** What somebody who reads all messages in order takes for true. */
        private Set<Labels> believed() {
            Set<Labels> believed = new HashSet<>();
            for (GroupMessage message : scene.messages()) {
                for (MessageAlert alert : message.alerts()) {
                    if (alert.firing()) {
                        believed.add(alert.labels());
                    } else {
                        believed.remove(alert.labels());
                    }
                }
            }
            return believed;
        }

        private void check() {
            // Who has acknowledged an alert knows that it fires, whatever a message on its way says.
            Set<Labels> mustBeBelieved = new HashSet<>(firing);
            mustBeBelieved.removeIf(alert -> since.get(alert).equals(acknowledged.get(alert)));
            assertThat(firing).containsAll(believed());
            assertThat(believed()).as(() -> "decisions: " + scene.decisions).containsAll(mustBeBelieved);
            Map<String, Set<Labels>> byGroup = new HashMap<>();
            for (GroupMessage message : scene.messages()) {
                Set<Labels> group = byGroup.computeIfAbsent(message.groupKey(), key -> new HashSet<>());
                boolean says = false;
                for (MessageAlert alert : message.alerts()) {
                    assertThat(everFired).contains(alert.labels());
                    says |= alert.firing() ? group.add(alert.labels()) : group.remove(alert.labels());
                }
                assertThat(says || message.reason() == Reason.REPEAT)
                        .as("message without news: " + message)
                        .isTrue();
            }
        }
    }
}
