package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Notifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What becomes of a notifier's messages from the intent to the end. Used by one thread. */
final class Outbox {
    /** How many messages the sender has at a time: what it has cannot be held back when its receiver fails. */
    private static final int UNDER_WAY = 16;

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long PAUSE_AFTER_DEATH_MILLIS = 60_000;

    private final Notifier notifier;
    private final Circuit circuit;
    private final OutputCollector output;
    private final BiConsumer<Group, GroupState> memory;
    private final Deque<Group> ready = new ArrayDeque<>();
    /** What the sender has: the notification's id by the group's. */
    private final Map<String, String> sending = new HashMap<>();

    private String lastFailure = "not known, it was before a restart";

    /** When to look at a group again. */
    record Appointment(Group group, long atMillis) {}

    /** What an attempt means for its group. */
    enum Ending {
        NONE,
        AGAIN,
        TOLD
    }

    /**
     * Starts empty.
     *
     * @param memory remembers a group's new state
     */
    Outbox(Notifier notifier, Circuit circuit, OutputCollector output, BiConsumer<Group, GroupState> memory) {
        this.notifier = notifier;
        this.circuit = circuit;
        this.output = output;
        this.memory = memory;
    }

    Circuit circuit() {
        return circuit;
    }

    boolean isSending() {
        return !sending.isEmpty();
    }

    /** Takes over what another outbox of the same notifier has given to the sender. */
    void takeOver(Outbox before) {
        sending.putAll(before.sending);
        lastFailure = before.lastFailure;
    }

    /** Knows a restored group whose message is with the sender already. */
    void adopt(Group group) {
        Intent intent = group.state.intent();
        group.underWay = intent != null && intent.id().equals(sending.get(group.state.id()));
    }

    /** The notifier is no more. */
    void end(long now) {
        if (circuit.isOpen()) {
            close(now);
        }
    }

    /** Gets a message on its way, or gives it up, or says when its time comes. */
    Optional<Appointment> pursue(Group group, long now) {
        Intent intent = group.state.intent();
        if (intent == null || group.underWay) {
            return Optional.empty();
        }
        if (isTooOld(intent, now)) {
            giveUp(group, intent, now);
        } else if (intent.nextAttemptAtMillis() > now) {
            return Optional.of(new Appointment(group, intent.nextAttemptAtMillis()));
        } else {
            group.underWay = true;
            ready.add(group);
        }
        return Optional.empty();
    }

    /** Whether it has failed too long, or has waited as long for a receiver that fails. */
    private boolean isTooOld(Intent intent, long now) {
        boolean inVain = intent.failedAttempts() > 0 || circuit.isOpen();
        return inVain
                && now - intent.createdAtMillis()
                        >= notifier.limits().maximumAge().toMillis();
    }

    private void giveUp(Group group, Intent intent, long now) {
        group.underWay = false;
        dead(group.state, intent, lastFailure, now);
        long pause = Math.max(
                PAUSE_AFTER_DEATH_MILLIS, notifier.routing().groupInterval().toMillis());
        memory.accept(group, group.state.heldUntil(now + pause));
        finishRedelivery(group);
    }

    /** Gives messages to the sender, as many as it may have. */
    Optional<Appointment> hand(long now) {
        int most = circuit.isOpen() ? now >= circuit.openUntil() ? 1 : 0 : UNDER_WAY;
        while (sending.size() < most && !ready.isEmpty()) {
            Group group = ready.remove();
            Intent intent = group.state.intent();
            if (intent != null && isTooOld(intent, now)) {
                giveUp(group, intent, now);
            } else if (intent != null) {
                sending.put(group.state.id(), intent.id());
                output.deliver(new Delivery(notifier.uid(), group.state.id(), intent.message()));
            }
        }
        Group first = ready.peek();
        return first != null && circuit.isOpen() && sending.isEmpty()
                ? Optional.of(new Appointment(first, Math.max(now + 1, circuit.openUntil())))
                : Optional.empty();
    }

    /**
     * An attempt has ended.
     *
     * @param group the message's group, null where it is no more
     */
    Ending result(@Nullable Group group, Delivery.Result result, long now) {
        String id = result.delivery().message().id();
        String groupId = result.delivery().groupId();
        boolean expected = id.equals(sending.get(groupId));
        if (!(result instanceof Delivery.Delayed)) {
            sending.remove(groupId, id);
        }
        Intent intent = group == null ? null : group.state.intent();
        if (!expected || group == null || intent == null || !intent.id().equals(id)) {
            return Ending.NONE;
        }
        return switch (result) {
            case Delivery.Taken taken -> taken(group, intent, taken.answer(), now);
            case Delivery.Refused refused -> refused(group, intent, refused.reason(), now);
            case Delivery.Failed failed -> failed(group, intent, failed, now);
            case Delivery.Delayed delayed -> {
                decide(now, "", "", group.state.key(), id, Kind.RATE_LIMITED, "for about " + delayed.about());
                yield Ending.NONE;
            }
        };
    }

    private Ending taken(Group group, Intent intent, String answer, long now) {
        group.underWay = false;
        if (circuit.isOpen()) {
            close(now);
        } else {
            circuit.succeeded();
        }
        for (String fingerprint : announced(group, intent)) {
            decide(
                    now,
                    group.rule(fingerprint),
                    fingerprint,
                    group.state.key(),
                    intent.id(),
                    Kind.SENT,
                    intent.resolved().contains(fingerprint) ? "resolved" : "firing");
        }
        if (intent.message().reason() == GroupMessage.Reason.REPEAT || group.route == null) {
            decide(
                    now,
                    "",
                    "",
                    group.state.key(),
                    intent.id(),
                    Kind.SENT,
                    "" + intent.message().reason());
        }
        return told(group, intent, answer, now);
    }

    private static Set<String> announced(Group group, Intent intent) {
        Set<String> announced = new TreeSet<>(intent.firing());
        announced.removeAll(group.state.sentFiring());
        announced.addAll(intent.resolved());
        return announced;
    }

    private Ending told(Group group, Intent intent, String answer, long now) {
        Set<String> believed = new HashSet<>(group.state.sentFiring());
        believed.addAll(intent.firing());
        believed.removeAll(intent.resolved());
        believed.retainAll(group.members.keySet());
        memory.accept(group, group.state.told(believed, now, answer));
        finishRedelivery(group);
        return Ending.TOLD;
    }

    private Ending refused(Group group, Intent intent, String reason, long now) {
        group.underWay = false;
        circuit.succeeded();
        dead(group.state, intent, reason, now);
        // It would refuse the same again at once: the next one is sent when something changes, or to repeat.
        return told(group, intent, group.state.receiverState(), now);
    }

    private Ending failed(Group group, Intent intent, Delivery.Failed failed, long now) {
        group.underWay = false;
        lastFailure = failed.reason();
        long pause = Math.max(failed.after().toMillis(), pause(intent.id(), intent.failedAttempts() + 1));
        Intent next = intent.failed(now + pause);
        memory.accept(group, group.state.with(next));
        String detail = "attempt " + next.failedAttempts() + ": " + failed.reason();
        decide(now, "", "", group.state.key(), intent.id(), Kind.FAILED, detail);
        if (circuit.failed(now)) {
            output.failing(notifier.uid(), Optional.of(now));
            output.transition(NotifierFailing.transition(notifier.uid(), true, now, now, lastFailure));
        }
        return Ending.AGAIN;
    }

    private void close(long now) {
        long since = circuit.succeeded();
        output.failing(notifier.uid(), Optional.empty());
        output.transition(NotifierFailing.transition(notifier.uid(), false, since, now, lastFailure));
    }

    /** Full jitter, the same for the same attempt. */
    private static long pause(String id, int attempt) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10));
        long least = most / 10;
        long random = Long.parseUnsignedLong(AlertFingerprint.of(id + "\0" + attempt), 16);
        return least + Long.remainderUnsigned(random, most - least + 1);
    }

    /** Gives a message up. */
    void dead(GroupState state, Intent intent, String reason, long now) {
        decide(now, "", "", state.key(), intent.id(), Kind.DEAD, reason);
        output.dead(new DeadNotification(
                intent.id(),
                notifier.uid(),
                state.key(),
                MessageJson.write(intent.message()),
                reason,
                intent.failedAttempts() + 1,
                intent.createdAtMillis(),
                now));
    }

    private void finishRedelivery(Group group) {
        if (group.route == null) {
            output.redelivered(group.state.key());
        }
    }

    private void decide(
            long now, String rule, String fingerprint, String group, String notification, Kind kind, String detail) {
        output.decision(
                new NotificationDecision(now, notifier.uid(), rule, fingerprint, group, notification, kind, detail));
    }
}
