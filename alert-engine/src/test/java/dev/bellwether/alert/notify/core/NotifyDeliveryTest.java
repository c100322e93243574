package dev.bellwether.alert.notify.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.Redelivery;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Severity;
import dev.bellwether.model.alert.TimeInterval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyDeliveryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Routing ROUTING = Scene.routing(Duration.ZERO, Duration.ofMinutes(5), HOUR.multipliedBy(4));

    private final Scene scene = new Scene();

    private static Control.OfNotifier notifier(String name, Routing routing) {
        return new Control.OfNotifier(Scene.notifier(name, routing));
    }

    private static Routing routing(
            List<Matcher> matchers,
            Severity least,
            List<TimeInterval> active,
            List<TimeInterval> mute,
            List<Escalation> escalations) {
        return new Routing(
                matchers,
                least,
                List.of("alertname"),
                Duration.ZERO,
                Duration.ofMinutes(5),
                HOUR.multipliedBy(4),
                true,
                active,
                mute,
                escalations);
    }

    @Test
    void aFailedAttemptIsMadeAgainWithTheSameId() {
        scene.with(notifier("a", ROUTING));
        scene.receiver = delivery -> scene.attempts < 3
                ? new Delivery.Failed(delivery, "away", Duration.ZERO)
                : new Delivery.Taken(delivery, "");
        Labels alert = scene.fire("alertname", "Down");
        scene.advance(MINUTE);

        assertThat(scene.messages()).hasSize(1);
        assertThat(scene.attempts).isEqualTo(3);
        assertThat(scene.decisions)
                .filteredOn(decision -> decision.kind() == Kind.FAILED)
                .hasSize(2);
        assertThat(scene.kinds(alert)).containsExactly(Kind.SENT);
    }

    @Test
    void aReceiverThatAsksForPatienceGetsIt() {
        scene.with(notifier("a", ROUTING));
        scene.receiver = delivery -> scene.attempts < 2
                ? new Delivery.Failed(delivery, "too many", Duration.ofMinutes(10))
                : new Delivery.Taken(delivery, "");
        scene.fire("alertname", "Down");
        scene.advance(Duration.ofMinutes(9));
        assertThat(scene.attempts).isEqualTo(1);
        scene.advance(MINUTE);
        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void whatIsRefusedDiesAndCanBeSentAgain() {
        scene.with(notifier("a", ROUTING));
        scene.receiver = delivery -> new Delivery.Refused(delivery, "no such channel");
        scene.fire("alertname", "Down");
        scene.advance(MINUTE);
        assertThat(scene.dead).hasSize(1);
        assertThat(scene.attempts).isEqualTo(1);

        scene.receiver = delivery -> new Delivery.Taken(delivery, "");
        scene.add(new Control.OfRedelivery(scene.dead.getFirst().redelivery("ann")));
        assertThat(scene.messages()).hasSize(1);
        assertThat(scene.messages().getFirst().id())
                .isEqualTo(scene.dead.getFirst().id());
        assertThat(scene.controls).noneMatch(subject -> subject instanceof Control.OfRedelivery);
        scene.advance(HOUR);
        assertThat(scene.attempts).isEqualTo(2);
    }

    @Test
    void anEmptyRedeliveryIsATestThatTheNotifierWritesItself() {
        scene.with(notifier("a", ROUTING));

        scene.add(new Control.OfRedelivery(Redelivery.test("t1", "default/a", "ann")));

        assertThat(scene.messages()).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo("t1");
            assertThat(message.reason()).isEqualTo(Reason.TEST);
        });
        assertThat(scene.controls).noneMatch(subject -> subject instanceof Control.OfRedelivery);
    }

    @Test
    void whatFailsTooLongDiesAndTheCurrentPictureFollows() {
        scene.with(notifier("a", ROUTING));
        scene.receiver = delivery -> new Delivery.Failed(delivery, "away", Duration.ZERO);
        scene.fire("alertname", "Down", "instance", "1");
        scene.advance(Duration.ofMinutes(30));
        scene.fire("alertname", "Down", "instance", "2");
        scene.advance(Duration.ofMinutes(40));
        assertThat(scene.dead).hasSize(1);
        assertThat(Scene.alertNames(MessageJson.read(scene.dead.getFirst().message())))
                .containsExactly("1");

        scene.receiver = delivery -> new Delivery.Taken(delivery, "");
        scene.advance(Duration.ofMinutes(5));
        assertThat(scene.messages()).hasSize(1);
        assertThat(Scene.alertNames(scene.messages().getFirst())).containsExactly("1", "2");
    }

    @Test
    void aReceiverThatFailsIsTriedSeldomAndTheOthersHearOfItOnce() {
        scene.with(
                notifier("broken", new Routing(List.of(), List.of("..."), Duration.ZERO, MINUTE, HOUR, true)),
                notifier(
                        "other",
                        routing(List.of(Matcher.equal("team", "x")), Severity.NONE, List.of(), List.of(), List.of())));
        scene.receiver = delivery -> delivery.notifierUid().equals("default/broken")
                ? new Delivery.Failed(delivery, "away", Duration.ZERO)
                : new Delivery.Taken(delivery, "");
        for (int i = 0; i < 100; i++) {
            scene.fire("alertname", "Down", "instance", "" + i);
        }
        scene.advance(Duration.ofMinutes(10));
        assertThat(scene.attempts).isLessThan(60);
        assertThat(scene.messages("other")).hasSize(1);
        assertThat(scene.messages("other").getFirst().alerts().getFirst().labels())
                .isEqualTo(Labels.of(
                        "alertname", "NotifierFailing", "notifier", "default/broken", "severity", "critical"));

        scene.receiver = delivery -> new Delivery.Taken(delivery, "");
        scene.advance(Duration.ofMinutes(10));
        assertThat(scene.messages("broken")).hasSize(100);
        assertThat(scene.messages("other")).hasSize(2);
        assertThat(scene.messages("other").getLast().reason()).isEqualTo(Reason.RESOLVED);
    }

    @Test
    void aTakeoverBetweenIntentAndResultSendsTheSameIdAgain() {
        scene.with(notifier("a", ROUTING));
        scene.log.add(Scene.transition(Labels.of("alertname", "Down"), AlertState.FIRING, scene.now, 0, false));
        scene.decide();
        scene.write();
        scene.send(scene.sending.remove());
        scene.restart();
        scene.step();

        assertThat(scene.attempts).isEqualTo(2);
        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void aTakeoverBeforeTheIntentIsWrittenLosesNothing() {
        scene.with(notifier("a", ROUTING));
        scene.log.add(Scene.transition(Labels.of("alertname", "Down"), AlertState.FIRING, scene.now, 0, false));
        scene.decide();
        scene.restart();
        scene.step();

        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void whatFiredAndResolvedDuringAnOutageIsToldByNobody() {
        scene.with(notifier("a", ROUTING));
        Labels first = Labels.of("alertname", "Down", "instance", "1");
        Labels second = Labels.of("alertname", "Down", "instance", "2");
        scene.log.add(Scene.transition(first, AlertState.FIRING, scene.now, 0, false));
        scene.log.add(Scene.transition(second, AlertState.FIRING, scene.now, 0, false));
        scene.now += HOUR.toMillis();
        scene.log.add(Scene.transition(first, AlertState.RESOLVED, scene.now, scene.now, false));
        scene.restart();
        scene.step();
        assertThat(scene.messages()).isEmpty();
        scene.advance(Duration.ofSeconds(3));

        assertThat(scene.messages()).hasSize(1);
        assertThat(Scene.alertNames(scene.messages().getFirst())).containsExactly("2");
    }
}
