package dev.bellwether.alert.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.core.NotifyCore;
import dev.bellwether.alert.notify.stage.NotifyLog;
import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlWriter;
import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage on a real log, with receivers that remember what they got. */
class NotifyStageTest {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 3, Duration.ofHours(1), -1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock = Clock.systemUTC();
    private final Map<String, FakeReceiver> receivers = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @TempDir
    private Path directory = Path.of("");

    private KafkaSettings kafka;
    private TopicLayout layout;
    private LogPublisher publisher;
    private ControlWriter api;
    private SimpleMeterRegistry registry;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    NotifyStageTest() {}

    @BeforeEach
    void startBroker() {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")));
        open.push(broker);
        kafka = KafkaSettings.plain(broker.bootstrapServers());
        try (TopicAdministration administration = new TopicAdministration(kafka, PATIENCE)) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        publisher = new LogPublisher(kafka, "test", layout);
        open.push(publisher);
        KafkaControls controls = controls();
        api = controls.writer(Control.Origin.API);
        registry = new SimpleMeterRegistry();
    }

    @AfterEach
    void stop() throws Exception {
        receivers.values().forEach(receiver -> receiver.released.countDown());
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private KafkaControls controls() {
        KafkaControls controls = new KafkaControls(kafka, layout, publisher);
        open.push(controls);
        controls.start();
        // Each look waits for up to a second.
        boolean read = controls.isRead();
        for (int looks = 1; !read && looks < 10; looks++) {
            read = controls.isRead();
        }
        assertThat(read).isTrue();
        return controls;
    }

    /** One replica; its receivers are shared with the others by name. */
    private NotifyService replica() {
        NotifyService service = new NotifyService(
                KafkaNotify.ports(
                        kafka,
                        layout,
                        controls(),
                        notifier -> receivers.computeIfAbsent(notifier.name(), name -> new FakeReceiver()),
                        notifier -> () -> {}),
                registry,
                clock,
                "");
        open.push(service);
        service.start();
        return service;
    }

    private FakeReceiver notifier(String name, Routing routing) {
        FakeReceiver receiver = new FakeReceiver();
        receivers.put(name, receiver);
        api.put(new Control.OfNotifier(new Notifier(
                        "default/" + name, name, routing, new ReceiverSettings.Webhook(URI.create("http://x.test/")))))
                .join();
        return receiver;
    }

    private static Routing routing(String groupBy) {
        return new Routing(
                List.of(), List.of(groupBy), Duration.ZERO, Duration.ofMillis(200), Duration.ofHours(4), true);
    }

    private AlertTransition transition(String name, String instance, AlertState state) {
        long now = clock.millis();
        return new AlertTransition(
                name + instance + state + now,
                "default/" + name,
                name,
                "up == 0",
                new Alert(
                        Labels.of("alertname", name, "instance", instance),
                        state,
                        1,
                        now,
                        now,
                        state == AlertState.FIRING ? 0 : now,
                        true),
                Map.of(),
                null,
                now,
                DataState.COMPLETE,
                "expression",
                false);
    }

    private void publish(String name, String instance, AlertState state) {
        AlertTransition transition = transition(name, instance, state);
        publisher
                .publish(Topic.ALERTS, transition.ruleUid(), TransitionRecords.write(transition), Map.of())
                .join();
    }

    @Test
    void anAlertAndItsEndArriveOnceAndEachDecisionIsRecorded() throws Exception {
        FakeReceiver receiver = notifier("a", routing("alertname"));
        replica();
        publish("Down", "1", AlertState.FIRING);
        until(() -> receiver.taken().size() == 1);
        publish("Down", "1", AlertState.RESOLVED);
        until(() -> receiver.taken().size() == 2);

        assertThat(receiver.taken().getFirst().firing()).isTrue();
        assertThat(receiver.taken().getLast().firing()).isFalse();
        until(() -> decisions().stream()
                        .filter(decision -> decision.kind() == Kind.SENT)
                        .count()
                == 2);
        assertThat(registry.counter("alertmanager.notifications", "integration", "webhook", "receiver", "default/a")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anotherReplicaGoesOnWithTheSameIdWhereOneDiedBetweenIntentAndResult() throws Exception {
        FakeReceiver receiver = notifier("a", routing("alertname"));
        receiver.hangs = true;
        NotifyService first = replica();
        publish("Down", "1", AlertState.FIRING);
        until(() -> receiver.seen.size() == 1);
        first.close();
        receiver.hangs = false;
        replica();
        until(() -> receiver.taken().size() == 1);

        assertThat(receiver.seen).hasSizeGreaterThanOrEqualTo(2);
        assertThat(receiver.seen.stream().map(GroupMessage::id).distinct()).hasSize(1);
    }

    @Test
    void aSecondReplicaFencesOneThatDoesNotKnowYet() throws Exception {
        FakeReceiver receiver = notifier("a", routing("alertname"));
        int partition = layout.partition(Topic.NOTIFICATION_STATE, "default/a");
        KafkaNotifyLog zombie = new KafkaNotifyLog(kafka, layout, partition);
        open.push(zombie);
        zombie.restore();
        replica();
        publish("Down", "1", AlertState.FIRING);
        until(() -> receiver.taken().size() == 1);

        zombie.poll(Duration.ofSeconds(5));
        assertThatThrownBy(() -> zombie.write(new NotifyCore(uid -> true, "").take()))
                .isInstanceOf(NotifyLog.FencedException.class);
    }

    @Test
    void threeReplicasShareTheNotifiersAndEachAlertArrivesOnce() throws Exception {
        List<FakeReceiver> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(notifier("n" + i, routing("...")));
        }
        NotifyService first = replica();
        replica();
        replica();
        for (int i = 0; i < 10; i++) {
            publish("Down", "" + i, AlertState.FIRING);
        }
        for (FakeReceiver receiver : all) {
            until(() -> receiver.taken().size() == 10);
        }
        first.close();
        publish("Down", "late", AlertState.FIRING);
        for (FakeReceiver receiver : all) {
            until(() -> receiver.taken().size() == 11);
        }
        all.forEach(receiver -> assertThat(receiver.taken().stream()
                        .map(message -> message.alerts().getFirst().labels()))
                .doesNotHaveDuplicates());
    }

    @Test
    void aReceiverThatHangsDelaysNoOther() throws Exception {
        FakeReceiver hanging = notifier("hanging", routing("..."));
        hanging.hangs = true;
        FakeReceiver failing = notifier("failing", routing("..."));
        failing.failure = new IOException("the receiver answered 500");
        FakeReceiver busy = notifier("busy", routing("..."));
        busy.failure = new Receiver.RetryLaterException("the receiver answered 429", Duration.ofHours(1));
        FakeReceiver good = notifier("good", routing("..."));
        replica();
        for (int i = 0; i < 20; i++) {
            publish("Down", "" + i, AlertState.FIRING);
        }
        until(() -> good.taken().size() >= 20);

        assertThat(hanging.taken()).isEmpty();
        assertThat(busy.taken()).isEmpty();
        assertThat(failing.taken()).isEmpty();
        assertThat(busy.seen.stream().map(GroupMessage::id)).doesNotHaveDuplicates();
    }

    @Test
    void tenThousandAlertsOfOneGroupAreFewBoundedMessages() throws Exception {
        FakeReceiver receiver = notifier(
                "a",
                new Routing(
                        List.of(),
                        List.of("alertname"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofHours(4),
                        true));
        replica();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            AlertTransition transition = transition("Storm", "" + i, AlertState.FIRING);
            sent.add(publisher.publish(
                    Topic.ALERTS, transition.ruleUid(), TransitionRecords.write(transition), Map.of()));
        }
        sent.forEach(CompletableFuture::join);
        until(() -> receiver.taken().stream()
                .anyMatch(message -> message.alerts().size() + message.truncatedAlerts() == 10_000));

        assertThat(receiver.taken())
                .hasSizeLessThan(10)
                .allSatisfy(message -> assertThat(message.alerts()).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aSilenceFromTheApiOutlivesAReplica() throws Exception {
        FakeReceiver receiver = notifier("a", routing("..."));
        NotifyService first = replica();
        Silence silence = new Silence(
                "s1", List.of(Matcher.equal("instance", "1")), 0, Long.MAX_VALUE, "ann", "known", clock.millis());
        api.put(new Control.OfSilence(silence)).join();
        first.close();
        replica();
        publish("Down", "1", AlertState.FIRING);
        publish("Down", "2", AlertState.FIRING);
        until(() -> receiver.taken().size() == 1);
        until(() -> decisions().stream().anyMatch(decision -> decision.kind() == Kind.SILENCED));
        api.remove(Control.Kind.SILENCE, "s1").join();
        until(() -> receiver.taken().size() == 2);
    }

    @Test
    void whatIsRefusedIsADeadLetterAndCanBeSentAgain() throws Exception {
        FakeReceiver receiver = notifier("a", routing("..."));
        receiver.refusal = "the receiver answered 404";
        replica();
        publish("Down", "1", AlertState.FIRING);
        KafkaDeadLetters letters = new KafkaDeadLetters(kafka, layout);
        until(() -> letters.since(0).size() == 1);
        receiver.refusal = "";
        api.put(new Control.OfRedelivery(letters.since(0).getFirst().redelivery("ann")))
                .join();
        until(() -> receiver.taken().size() == 1);

        assertThat(receiver.taken().getFirst().id())
                .isEqualTo(letters.since(0).getFirst().id());
    }

    private List<NotificationDecision> decisions() {
        List<NotificationDecision> decisions = new ArrayList<>();
        try (PositionedReader reader = new PositionedReader(kafka, "decisions", Topic.NOTIFICATIONS, layout, true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                for (LogRecord record : reader.poll(Duration.ofMillis(100))) {
                    byte[] value = record.value();
                    if (value != null) {
                        decisions.add(NotificationRecords.readDecision(value));
                    }
                }
            }
        }
        return decisions;
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting after " + PATIENCE).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** Remembers every attempt, and what it has taken by id, as a receiver does that knows repeats. */
    private static final class FakeReceiver implements Receiver {
        private final List<GroupMessage> seen = new CopyOnWriteArrayList<>();
        private final List<GroupMessage> taken = new CopyOnWriteArrayList<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean hangs;
        private volatile @Nullable IOException failure;
        private volatile String refusal = "";

        @Override
        public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
            seen.add(message);
            if (hangs) {
                released.await();
            }
            IOException fails = failure;
            if (fails != null) {
                throw fails;
            }
            if (!refusal.isEmpty()) {
                throw new RefusedException(refusal);
            }
            synchronized (this) {
                if (taken.stream().noneMatch(known -> known.id().equals(message.id()))) {
                    taken.add(message);
                }
            }
            return "";
        }

        List<GroupMessage> taken() {
            return taken;
        }
    }
}
