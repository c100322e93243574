package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.crds.notifier.NotifierStatus;
import dev.bellwether.crds.notifier.NotifierStatus.Delivery;
import dev.bellwether.crds.silence.SilenceStatus;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.operator.bridge.BridgeLog.ForeignException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Notifiers and silences from objects to the log, and how they do to their statuses. Used by the bridge's thread. */
final class ControlBridge {
    private final Clock clock;
    private final Removals notifierRemovals;
    private final Removals silenceRemovals;
    private final StatusQueue<NotifierStatus> notifierStatuses;
    private final StatusQueue<SilenceStatus> silenceStatuses;
    private final BiConsumer<ObjectKey, Throwable> failed;
    private final Map<ObjectKey, ControlEntry> entries = new HashMap<>();
    private final Set<ObjectKey> unread = new LinkedHashSet<>();
    private final Set<ObjectKey> unsaid = new LinkedHashSet<>();

    ControlBridge(
            Clock clock,
            Removals notifierRemovals,
            Removals silenceRemovals,
            StatusQueue<NotifierStatus> notifierStatuses,
            StatusQueue<SilenceStatus> silenceStatuses,
            BiConsumer<ObjectKey, Throwable> failed) {
        this.clock = clock;
        this.notifierRemovals = notifierRemovals;
        this.silenceRemovals = silenceRemovals;
        this.notifierStatuses = notifierStatuses;
        this.silenceStatuses = silenceStatuses;
        this.failed = failed;
    }

    /** A Notifier was seen. */
    void notifier(WatchedObject object, @Nullable NotifierStatus status) {
        ControlEntry entry = changed(object);
        if (status != null && entry.lastDelivery == null && entry.lastFailure == null) {
            entry.lastDelivery = status.lastDelivery();
            entry.lastFailure = status.lastFailure();
        }
        notifierStatuses.observed(object.key(), status, clock.millis());
    }

    /** A Silence was seen. */
    void silence(WatchedObject object, @Nullable SilenceStatus status) {
        ControlEntry unused = changed(object);
        silenceStatuses.observed(object.key(), status, clock.millis());
    }

    private ControlEntry changed(WatchedObject object) {
        ObjectKey key = object.key();
        ControlEntry entry = entries.get(key);
        if (entry == null) {
            entry = new ControlEntry(object);
            entries.put(key, entry);
            unread.add(key);
            return entry;
        }
        boolean same = entry.object.manifest().equals(object.manifest())
                && entry.object.labels().equals(object.labels());
        entry.object = object;
        if (!same) {
            unread.add(key);
        }
        return entry;
    }

    /** An object is gone. */
    void deleted(ObjectKey key) {
        ControlEntry entry = entries.remove(key);
        unread.remove(key);
        unsaid.remove(key);
        notifierStatuses.forget(key);
        silenceStatuses.forget(key);
        if (entry != null && entry.standing) {
            removals(key.kind()).add(key.path(), Removals.Certainty.UNVERIFIED, clock.millis());
        }
    }

    private Removals removals(ObjectKind kind) {
        return kind == ObjectKind.NOTIFIER ? notifierRemovals : silenceRemovals;
    }

    /** The labels of a namespace have changed, one of its Secrets, or the settings for all (null). */
    void readAgain(@Nullable String namespace) {
        entries.keySet().stream()
                .filter(key -> namespace == null || key.namespace().equals(namespace))
                .forEach(unread::add);
    }

    /** The log has not taken an object. */
    void putAgain(ObjectKey key, String why) {
        ControlEntry entry = entries.get(key);
        if (entry != null) {
            entry.refusal = why;
            entry.refusalReason = Reasons.LOG_UNAVAILABLE;
            unread.add(key);
            unsaid.add(key);
        }
    }

    /** A notifier has decided something. */
    void decided(NotificationDecision decision) {
        boolean sent = decision.kind() == NotificationDecision.Kind.SENT;
        boolean lost = decision.kind() == NotificationDecision.Kind.FAILED
                || decision.kind() == NotificationDecision.Kind.DEAD;
        int slash = decision.notifierUid().indexOf('/');
        if (!sent && !lost || slash < 0) {
            return;
        }
        ObjectKey key = new ObjectKey(
                ObjectKind.NOTIFIER,
                decision.notifierUid().substring(0, slash),
                decision.notifierUid().substring(slash + 1));
        ControlEntry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        Delivery delivery =
                new Delivery(Times.text(decision.atMillis()), decision.detail().isEmpty() ? null : decision.detail());
        Delivery known = sent ? entry.lastDelivery : entry.lastFailure;
        if (known == null || known.time().compareTo(delivery.time()) <= 0) {
            if (sent) {
                entry.lastDelivery = delivery;
            } else {
                entry.lastFailure = delivery;
            }
            unsaid.add(key);
        }
    }

    /** The statuses may be another stack's business now, or ours. */
    void sayAgain() {
        unsaid.addAll(entries.keySet());
    }

    /** Looks whether a silence has begun or ended. */
    void tick() {
        entries.forEach((key, entry) -> {
            if (key.kind() == ObjectKind.SILENCE && entry.putGeneration > 0) {
                unsaid.add(key);
            }
        });
    }

    /** Puts into the log what is new, and asks for the statuses that follow from it. */
    void settle(
            BridgeLog log,
            BridgeSettings settings,
            Map<String, Map<String, String>> namespaces,
            Set<String> stacks,
            SecretValues values) {
        List<ObjectKey> batch = List.copyOf(unread);
        unread.clear();
        for (ObjectKey key : batch) {
            ControlEntry entry = entries.get(key);
            if (entry != null) {
                read(
                        key,
                        entry,
                        ControlReading.of(entry.object, settings, namespaces.get(key.namespace()), values),
                        log,
                        settings);
            }
        }
        if (!batch.isEmpty()) {
            Set<SecretValues.Name> used = new HashSet<>();
            entries.values().forEach(entry -> {
                if (entry.reading != null) {
                    used.addAll(entry.reading.secrets());
                }
            });
            values.retain(used);
        }
        List<ObjectKey> words = List.copyOf(unsaid);
        unsaid.clear();
        for (ObjectKey key : words) {
            ControlEntry entry = entries.get(key);
            if (entry != null && entry.reading != null) {
                say(key, entry, entry.reading, settings, stacks);
            }
        }
    }

    private void read(
            ObjectKey key, ControlEntry entry, ControlReading reading, BridgeLog log, BridgeSettings settings) {
        entry.reading = reading;
        entry.refusal = "";
        entry.refusalReason = "";
        Control.Subject subject = reading.subject();
        Control.Kind kind = kind(key);
        boolean stands = log.controls()
                .find(kind, key.path())
                .filter(control -> control.origin() == Control.Origin.KUBERNETES)
                .isPresent();
        if (subject != null) {
            put(key, entry, subject, log, settings);
            removals(key.kind()).keep(key.path());
        } else if (reading.reason().equals(Reasons.IGNORED)) {
            entry.putGeneration = 0;
            if (stands || entry.standing) {
                removals(key.kind()).add(key.path(), Removals.Certainty.UNVERIFIED, clock.millis());
            }
            entry.standing = false;
        } else {
            // What stood stays: what is wrong must not silence anybody, nor make anybody hear.
            entry.standing |= stands;
            removals(key.kind()).keep(key.path());
        }
        unsaid.add(key);
    }

    private void put(
            ObjectKey key, ControlEntry entry, Control.Subject subject, BridgeLog log, BridgeSettings settings) {
        Optional<Control> known = log.controls().find(subject.kind(), subject.uid());
        boolean same = known.isPresent()
                && known.get().origin() == Control.Origin.KUBERNETES
                && SealedControls.same(known.get().subject(), subject, settings.sealing());
        try {
            if (!same) {
                log.put(SealedControls.sealed(subject, settings.sealing())).whenComplete((done, failure) -> {
                    if (failure != null) {
                        failed.accept(key, failure);
                    }
                });
            }
            entry.standing = true;
            entry.putGeneration = entry.object.generation();
        } catch (ForeignException e) {
            entry.refusal = String.valueOf(e.getMessage());
            entry.refusalReason = Reasons.FOREIGN;
        }
    }

    private static Control.Kind kind(ObjectKey key) {
        return key.kind() == ObjectKind.NOTIFIER ? Control.Kind.NOTIFIER : Control.Kind.SILENCE;
    }

    private void say(
            ObjectKey key, ControlEntry entry, ControlReading reading, BridgeSettings settings, Set<String> stacks) {
        long now = clock.millis();
        if (key.kind() == ObjectKind.NOTIFIER) {
            NotifierStatus before = notifierStatuses.newest(key);
            if (!silent(reading, before == null ? null : before.stack(), settings, stacks)) {
                NotifierStatus status = ControlStatuses.notifier(entry, reading, before, settings.stack(), now);
                notifierStatuses.want(key, status, before == null);
            }
        } else {
            SilenceStatus before = silenceStatuses.newest(key);
            if (!silent(reading, before == null ? null : before.stack(), settings, stacks)) {
                SilenceStatus status = ControlStatuses.silence(entry, reading, before, settings.stack(), now);
                silenceStatuses.want(key, status, before == null);
            }
        }
    }

    /** Whether another stack may have a say, or a Secret is just being read. */
    private static boolean silent(
            ControlReading reading, @Nullable String stack, BridgeSettings settings, Set<String> stacks) {
        return reading.subject() == null && reading.reason().isEmpty()
                || settings.leavesStatusTo(stack, stacks)
                || reading.reason().equals(Reasons.IGNORED) && !settings.stack().equals(stack);
    }

    /** Whoever of a kind stands in the log without an object: to be removed once it is certain that there is none. */
    void compare(List<Control> standing, Control.Kind kind) {
        ObjectKind objects = kind == Control.Kind.NOTIFIER ? ObjectKind.NOTIFIER : ObjectKind.SILENCE;
        for (Control control : standing) {
            String uid = control.subject().uid();
            int slash = Math.max(0, uid.indexOf('/'));
            boolean mine = control.origin() == Control.Origin.KUBERNETES
                    && control.subject().kind() == kind;
            if (mine
                    && !entries.containsKey(
                            new ObjectKey(objects, uid.substring(0, slash), uid.substring(slash + 1)))) {
                removals(objects).add(uid, Removals.Certainty.UNVERIFIED, clock.millis());
            }
        }
    }

    /** Whether objects wait to be read. */
    boolean behind() {
        return !unread.isEmpty();
    }

    /** All objects. */
    Collection<ControlEntry> all() {
        return entries.values();
    }
}
