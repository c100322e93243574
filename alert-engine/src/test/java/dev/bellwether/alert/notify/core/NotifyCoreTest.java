package dev.bellwether.alert.notify.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.DeliveryLimits;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Severity;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.model.alert.TimeInterval;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyCoreTest {
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
    void anAlertLeavesAtOnceAndItsEndAfterTheGroupInterval() {
        scene.with(notifier("a", ROUTING));
        Labels alert = scene.fire("alertname", "Down", "instance", "1");
        assertThat(scene.messages()).hasSize(1);
        assertThat(scene.messages().getFirst().reason()).isEqualTo(Reason.NEW);
        assertThat(scene.messages().getFirst().groupKey()).isEqualTo("{}:{alertname=\"Down\"}");

        scene.advance(MINUTE);
        scene.resolve(alert);
        assertThat(scene.messages()).hasSize(1);
        scene.advance(Duration.ofMinutes(4));

        assertThat(scene.messages()).hasSize(2);
        assertThat(scene.messages().getLast().reason()).isEqualTo(Reason.RESOLVED);
        assertThat(scene.messages().getLast().receiverState()).isEqualTo("answer");
        assertThat(scene.kinds(alert)).containsExactly(Kind.SENT, Kind.SENT);
        assertThat(scene.remembered()).isZero();
    }

    @Test
    void aGroupWaitsForMoreAlerts() {
        scene.with(notifier("a", Scene.routing(Duration.ofSeconds(30), MINUTE, HOUR)));
        Labels first = scene.fire("alertname", "Down", "instance", "1");
        scene.advance(Duration.ofSeconds(20));
        scene.fire("alertname", "Down", "instance", "2");
        assertThat(scene.messages()).isEmpty();
        scene.advance(Duration.ofSeconds(10));

        assertThat(scene.messages()).hasSize(1);
        assertThat(Scene.alertNames(scene.messages().getFirst())).containsExactly("1", "2");
        assertThat(scene.kinds(first)).containsExactly(Kind.WAITING, Kind.SENT);
    }

    @Test
    void whatComesLaterIsToldWithTheWholeGroupAfterTheInterval() {
        scene.with(notifier("a", ROUTING));
        scene.fire("alertname", "Down", "instance", "1");
        scene.advance(MINUTE);
        Labels second = scene.fire("alertname", "Down", "instance", "2");
        scene.advance(Duration.ofMinutes(4));

        assertThat(scene.messages()).hasSize(2);
        assertThat(Scene.alertNames(scene.messages().getLast())).containsExactly("1", "2");
        assertThat(scene.messages().getLast().reason()).isEqualTo(Reason.CHANGED);
        assertThat(scene.kinds(second)).containsExactly(Kind.GROUPED, Kind.SENT);
    }

    @Test
    void aChangeLongAfterTheLastMessageLeavesAtOnce() {
        scene.with(notifier("a", ROUTING));
        scene.fire("alertname", "Down", "instance", "1");
        scene.advance(HOUR);
        scene.fire("alertname", "Down", "instance", "2");

        assertThat(scene.messages()).hasSize(2);
    }

    @Test
    void whatStillFiresIsRepeated() {
        scene.with(notifier("a", ROUTING));
        scene.fire("alertname", "Down");
        scene.advance(HOUR.multipliedBy(13));

        assertThat(scene.messages())
                .extracting(message -> message.reason())
                .containsExactly(Reason.NEW, Reason.REPEAT, Reason.REPEAT, Reason.REPEAT);
    }

    @Test
    void anEndNobodyWantsIsNotToldAndTheNextTimeIsNewAgain() {
        Routing routing = new Routing(List.of(), List.of("..."), Duration.ZERO, MINUTE, HOUR, false);
        scene.with(notifier("a", routing));
        Labels alert = scene.fire("alertname", "Down");
        scene.advance(MINUTE);
        scene.resolve(alert);
        scene.advance(MINUTE);
        scene.fire("alertname", "Down");

        assertThat(scene.messages()).extracting(message -> message.reason()).containsExactly(Reason.NEW, Reason.NEW);
    }

    @Test
    void eachAloneMakesAGroupOfEachAlert() {
        scene.with(notifier("a", new Routing(List.of(), List.of("..."), Duration.ZERO, MINUTE, HOUR, true)));
        scene.fire("alertname", "Down", "instance", "1");
        scene.fire("alertname", "Down", "instance", "2");

        assertThat(scene.messages()).hasSize(2);
    }

    @Test
    void matchersAndSeverityDecideWhoHears() {
        scene.with(
                notifier(
                        "blue",
                        routing(
                                List.of(Matcher.equal("team", "blue")),
                                Severity.WARNING,
                                List.of(),
                                List.of(),
                                List.of())),
                notifier("all", ROUTING));
        Labels tooMild = scene.fire("alertname", "A", "team", "blue", "severity", "info");
        scene.fire("alertname", "B", "team", "red", "severity", "critical");
        scene.fire("alertname", "C", "team", "blue", "severity", "critical");
        scene.fire("alertname", "D", "team", "blue", "severity", "sevre");

        assertThat(scene.messages("all")).hasSize(4);
        assertThat(scene.messages("blue"))
                .extracting(message -> message.groupLabels().getOrEmpty("alertname"))
                .containsExactly("C", "D");
        assertThat(scene.kinds(tooMild)).contains(Kind.BELOW_SEVERITY);
    }

    @Test
    void aShadowIsRecordedAndNeverSent() {
        scene.with(notifier("a", ROUTING));
        Labels alert = Labels.of("alertname", "Down");
        scene.log.add(Scene.transition(alert, AlertState.FIRING, scene.now, 0, true));
        scene.step();

        assertThat(scene.messages()).isEmpty();
        assertThat(scene.kinds(alert)).containsExactly(Kind.SHADOW);
    }

    @Test
    void aSilenceHidesUntilItEnds() {
        Control.OfSilence silence = new Control.OfSilence(new Silence(
                "s1",
                List.of(Matcher.equal("instance", "1")),
                Scene.START,
                Scene.START + HOUR.toMillis(),
                "ann",
                "is mended",
                0));
        scene.with(notifier("a", ROUTING), silence);
        Labels alert = scene.fire("alertname", "Down", "instance", "1");
        scene.fire("alertname", "Down", "instance", "2");
        scene.advance(Duration.ofMinutes(59));

        assertThat(scene.messages()).hasSize(1);
        assertThat(Scene.alertNames(scene.messages().getFirst())).containsExactly("2");
        assertThat(scene.kinds(alert)).containsExactly(Kind.SILENCED);

        scene.advance(MINUTE);
        assertThat(scene.messages()).hasSize(2);
        assertThat(Scene.alertNames(scene.messages().getLast())).containsExactly("1", "2");
    }

    @Test
    void aSilenceThatIsTakenAwayHidesNoMore() {
        Control.OfSilence silence = new Control.OfSilence(
                new Silence("s1", List.of(Matcher.equal("alertname", "Down")), 0, Long.MAX_VALUE, "ann", "", 0));
        scene.with(notifier("a", ROUTING), silence);
        scene.fire("alertname", "Down");
        scene.remove(silence);

        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void anEndUnderASilenceIsToldWhenTheSilenceEnds() {
        scene.with(notifier("a", ROUTING));
        Labels alert = scene.fire("alertname", "Down");
        Control.OfSilence silence = new Control.OfSilence(new Silence(
                "s1", List.of(Matcher.equal("alertname", "Down")), 0, scene.now + HOUR.toMillis(), "ann", "", 0));
        scene.add(silence);
        scene.resolve(alert);
        scene.advance(Duration.ofMinutes(59));
        assertThat(scene.messages()).hasSize(1);

        scene.advance(MINUTE);
        assertThat(scene.messages().getLast().reason()).isEqualTo(Reason.RESOLVED);
    }

    @Test
    void anAlertInhibitsOthersAcrossRulesWhileItFires() {
        scene.with(
                notifier("a", ROUTING),
                new Control.OfInhibitionRule(new InhibitionRule(
                        "i1",
                        List.of(Matcher.equal("alertname", "NodeDown")),
                        List.of(Matcher.equal("alertname", "PodDown")),
                        List.of("node"))));
        Labels node = scene.fire("alertname", "NodeDown", "node", "n1");
        Labels pod = scene.fire("alertname", "PodDown", "node", "n1");
        scene.fire("alertname", "PodDown", "node", "n2");

        assertThat(scene.kinds(pod)).containsExactly(Kind.INHIBITED);
        assertThat(scene.messages()).hasSize(2);

        scene.advance(Duration.ofMinutes(10));
        scene.resolve(node);
        assertThat(scene.messages())
                .anySatisfy(message -> assertThat(message.alerts())
                        .anySatisfy(alert -> assertThat(alert.labels()).isEqualTo(pod)));
    }

    @Test
    void nobodyHearsOutsideActiveTimes() {
        // The scene starts at 14:13 UTC.
        TimeInterval evening = new TimeInterval(
                List.of(new TimeInterval.TimeRange(15 * 60, 18 * 60)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ZoneOffset.UTC);
        int minuteOfDay = (int) (Scene.START / 60_000 % 1440);
        assertThat(minuteOfDay).isLessThan(15 * 60);
        scene.with(notifier("a", routing(List.of(), Severity.NONE, List.of(evening), List.of(), List.of())));
        Labels alert = scene.fire("alertname", "Down");
        assertThat(scene.messages()).isEmpty();
        assertThat(scene.kinds(alert)).containsExactly(Kind.OUTSIDE_ACTIVE_TIME);

        scene.advance(Duration.ofMinutes(15 * 60 - minuteOfDay));
        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void whatNobodyAcknowledgesEscalatesOnce() {
        Escalation escalation = new Escalation(Duration.ofMinutes(15), "default/boss");
        scene.with(
                notifier("a", routing(List.of(), Severity.NONE, List.of(), List.of(), List.of(escalation))),
                notifier(
                        "boss",
                        routing(
                                List.of(Matcher.equal("for", "boss")),
                                Severity.NONE,
                                List.of(),
                                List.of(),
                                List.of())));
        scene.fire("alertname", "Down");
        scene.advance(Duration.ofMinutes(14));
        assertThat(scene.messages("boss")).isEmpty();
        scene.advance(MINUTE);

        assertThat(scene.messages("boss"))
                .extracting(message -> message.reason())
                .containsExactly(Reason.ESCALATION);
    }

    @Test
    void anAcknowledgementStopsEscalationAndRepeatsUntilTheAlertEnds() {
        Escalation escalation = new Escalation(Duration.ofMinutes(15), "default/boss");
        scene.with(
                notifier("a", routing(List.of(), Severity.NONE, List.of(), List.of(), List.of(escalation))),
                notifier(
                        "boss",
                        routing(
                                List.of(Matcher.equal("for", "boss")),
                                Severity.NONE,
                                List.of(),
                                List.of(),
                                List.of())));
        Labels alert = scene.fire("alertname", "Down");
        scene.add(new Control.OfAcknowledgement(new Acknowledgement(
                "default/Down", alert, scene.now, Acknowledgement.Kind.ACKNOWLEDGE, "ann", "", scene.now)));
        scene.advance(HOUR.multipliedBy(9));
        assertThat(scene.messages()).hasSize(1);

        scene.resolve(alert);
        scene.advance(MINUTE);
        scene.fire("alertname", "Down");
        scene.advance(Duration.ofMinutes(20));
        assertThat(scene.messages("a")).hasSize(3);
        assertThat(scene.messages("boss")).hasSize(1);
    }

    @Test
    void aMessageIsBoundedAndCountsTheRest() {
        Notifier usual = Scene.notifier("a", Scene.routing(MINUTE, MINUTE, HOUR));
        DeliveryLimits limits = new DeliveryLimits(100, 100, 10, HOUR);
        scene.with(new Control.OfNotifier(
                new Notifier(usual.uid(), usual.name(), usual.routing(), usual.receiver(), limits)));
        for (int i = 0; i < 10_000; i++) {
            scene.log.add(Scene.transition(
                    Labels.of("alertname", "Down", "instance", "" + i), AlertState.FIRING, scene.now, 0, false));
        }
        scene.step();
        scene.advance(MINUTE);

        assertThat(scene.messages()).hasSize(1);
        assertThat(scene.messages().getFirst().alerts()).hasSize(10);
        assertThat(scene.messages().getFirst().truncatedAlerts()).isEqualTo(9_990);
        assertThat(scene.core().groups().getFirst().sentFiring()).hasSize(10_000);
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

    @Test
    void aNewReceiverOfTheSameNotifierRepeatsNothing() {
        scene.with(notifier("a", ROUTING));
        scene.fire("alertname", "Down");
        Notifier other = new Notifier(
                "default/a",
                "a",
                ROUTING,
                new dev.bellwether.model.alert.ReceiverSettings.Webhook(java.net.URI.create("http://127.0.0.2/")));
        scene.add(new Control.OfNotifier(other));
        scene.advance(MINUTE);

        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void aNotifierThatGoesLeavesNothingBehind() {
        Control.OfNotifier notifier = notifier("a", ROUTING);
        scene.with(notifier);
        Labels alert = scene.fire("alertname", "Down");
        scene.remove(notifier);
        scene.resolve(alert);

        assertThat(scene.remembered()).isZero();
        assertThat(scene.messages()).hasSize(1);
    }

    @Test
    void decisionsAreRecordedOnChangeAlone() {
        Control.OfSilence silence = new Control.OfSilence(
                new Silence("s1", List.of(Matcher.equal("alertname", "Down")), 0, Long.MAX_VALUE, "ann", "", 0));
        scene.with(notifier("a", ROUTING), silence);
        scene.fire("alertname", "Down");
        for (int i = 0; i < 20; i++) {
            scene.add(silence);
            scene.advance(MINUTE);
        }
        assertThat(scene.decisions).hasSize(1);
    }
}
