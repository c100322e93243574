package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A stage without threads and without a log: both are lists, and the process can die at any point. */
final class Scene {
    static final long START = 1_790_000_000_000L;

    /** What the receivers have taken, by notification id: a repeat with the same id counts as one. */
    final Map<String, GroupMessage> taken = new LinkedHashMap<>();

    final List<NotificationDecision> decisions = new ArrayList<>();
    final List<DeadNotification> dead = new ArrayList<>();
    final Deque<Delivery> sending = new ArrayDeque<>();
    final List<AlertTransition> own = new ArrayList<>();
    final List<AlertTransition> log = new ArrayList<>();
    final Map<String, Long> firing = new LinkedHashMap<>();
    Function<Delivery, Delivery.Result> receiver = delivery -> new Delivery.Taken(delivery, "answer");
    List<Control.Subject> controls = new ArrayList<>();
    long now = START;
    int attempts;

    private final Map<String, byte[]> alerts = new LinkedHashMap<>();
    private final Map<String, byte[]> groups = new LinkedHashMap<>();
    private final Map<String, Long> failing = new LinkedHashMap<>();
    private int written;
    private int read;
    private NotifyCore core = new NotifyCore(uid -> true, "http://bellwether");

    static Notifier notifier(String name, Routing routing) {
        return new Notifier(
                "default/" + name, name, routing, new ReceiverSettings.Webhook(URI.create("http://127.0.0.1/")));
    }

    static Routing routing(Duration wait, Duration interval, Duration repeat) {
        return new Routing(List.of(), List.of("alertname"), wait, interval, repeat, true);
    }

    Scene with(Control.Subject... subjects) {
        controls = new ArrayList<>(List.of(subjects));
        apply();
        return this;
    }

    void add(Control.Subject subject) {
        controls.removeIf(known -> known.key().equals(subject.key()));
        controls.add(subject);
        apply();
    }

    void remove(Control.Subject subject) {
        controls.removeIf(known -> known.key().equals(subject.key()));
        apply();
    }

    private void apply() {
        core.controls(inForce(), now);
        step();
    }

    private Controls inForce() {
        return Controls.of(controls.stream()
                .map(subject -> new Control(Control.Origin.API, subject))
                .toList());
    }

    /** An alert begins to fire. */
    Labels fire(String... labels) {
        Labels alert = Labels.of(labels);
        firing.put(alert.toString(), now);
        log.add(transition(alert, AlertState.FIRING, now, 0, false));
        step();
        return alert;
    }

    /** An alert resolves. */
    void resolve(Labels alert) {
        Long since = firing.remove(alert.toString());
        log.add(transition(alert, AlertState.RESOLVED, since == null ? now : since, now, false));
        step();
    }

    static AlertTransition transition(Labels labels, AlertState state, long since, long ended, boolean shadow) {
        long at = state == AlertState.FIRING ? since : ended;
        return new AlertTransition(
                labels + "/" + state + "/" + at,
                "default/" + labels.getOrEmpty("alertname"),
                labels.getOrEmpty("alertname"),
                "up == 0",
                new Alert(labels, state, 1, since, since, ended, true),
                Map.of("summary", "it is so"),
                null,
                at,
                DataState.COMPLETE,
                "expression",
                shadow);
    }

    void advance(Duration duration) {
        long until = now + duration.toMillis();
        for (long due = core.nextDueMillis(); due <= until; due = core.nextDueMillis()) {
            now = Math.max(now, due);
            step();
            if (core.nextDueMillis() <= now && sending.isEmpty()) {
                break;
            }
        }
        now = until;
        step();
    }

    /** Reads, decides, writes and sends until nothing is left to do now. */
    void step() {
        do {
            decide();
            write();
            answerAll();
        } while (core.nextDueMillis() <= now || !sending.isEmpty());
    }

    void decide() {
        for (; read < log.size(); read++) {
            core.transition(log.get(read), now);
        }
        core.advance(now);
    }

    /** The transaction. */
    void write() {
        Output output = core.take();
        output.alerts()
                .forEach((id, alert) ->
                        alert.ifPresentOrElse(it -> alerts.put(id, StateJson.write(it)), () -> alerts.remove(id)));
        output.groups()
                .forEach((id, group) ->
                        group.ifPresentOrElse(it -> groups.put(id, StateJson.write(it)), () -> groups.remove(id)));
        output.failing()
                .forEach((id, since) -> since.ifPresentOrElse(it -> failing.put(id, it), () -> failing.remove(id)));
        written = read;
        decisions.addAll(output.decisions());
        dead.addAll(output.dead());
        own.addAll(output.transitions());
        log.addAll(output.transitions());
        output.redelivered()
                .forEach(id -> controls.removeIf(known -> known.uid().equals(id)));
        sending.addAll(output.deliveries());
    }

    void answerAll() {
        while (!sending.isEmpty()) {
            Delivery delivery = sending.remove();
            core.result(send(delivery), now);
        }
    }

    Delivery.Result send(Delivery delivery) {
        attempts++;
        Delivery.Result result = receiver.apply(delivery);
        if (result instanceof Delivery.Taken) {
            GroupMessage before = taken.putIfAbsent(delivery.message().id(), delivery.message());
            if (before != null && !before.equals(delivery.message())) {
                throw new AssertionError("the same id with another content: " + before + " and " + delivery.message());
            }
        }
        return result;
    }

    /** The process dies and starts again: what was not written is lost, what was being sent is unknown. */
    void restart() {
        sending.clear();
        read = written;
        core = new NotifyCore(uid -> true, "http://bellwether");
        core.restore(
                alerts.values().stream().map(StateJson::readAlert).toList(),
                groups.values().stream().map(StateJson::readGroup).toList(),
                failing);
        core.controls(inForce(), now);
    }

    List<GroupMessage> messages() {
        return List.copyOf(taken.values());
    }

    List<GroupMessage> messages(String notifier) {
        return taken.values().stream()
                .filter(message -> message.receiver().equals(notifier))
                .toList();
    }

    static List<String> alertNames(GroupMessage message) {
        return message.alerts().stream()
                .map(alert -> alert.labels().getOrEmpty("instance") + (alert.firing() ? "" : " resolved"))
                .sorted()
                .toList();
    }

    static boolean firing(MessageAlert alert) {
        return alert.firing();
    }

    List<NotificationDecision.Kind> kinds(Labels alert) {
        String rule = "default/" + alert.getOrEmpty("alertname");
        String fingerprint = dev.bellwether.model.alert.AlertFingerprint.of(rule, alert);
        return decisions.stream()
                .filter(decision -> decision.fingerprint().equals(fingerprint))
                .map(NotificationDecision::kind)
                .toList();
    }

    /** How many records the log of the stage holds. */
    int remembered() {
        return alerts.size() + groups.size() + failing.size();
    }

    NotifyCore core() {
        return core;
    }
}
