package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.TestMessage;
import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.record.Redelivery;
import dev.bellwether.alerting.routing.InhibitionIndex;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.Notifier;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The notify stage of one partition: every alert there is, and the notifiers that belong to the partition. Deterministic:
 * time comes with the calls, and {@link #take} gives all that has changed. Used by one thread.
 *
 * <p>To go on where another has ended: {@link #restore} what stood in the log, {@link #controls}, then the transitions that
 * came afterwards, and {@link #advance} only once there are no more of them: what fired and resolved meanwhile is then told
 * by nobody.
 */
public final class NotifyCore {
    private final Predicate<String> owns;
    private final String externalUrl;
    private final MessageBuilder messages;
    private final OutputCollector output = new OutputCollector();
    private final Map<String, KnownAlert> known = new HashMap<>();
    private final Map<String, GroupState> restoredGroups = new LinkedHashMap<>();
    private final Map<String, Long> restoredFailing = new HashMap<>();
    private final Map<String, NotifierCore> notifiers = new LinkedHashMap<>();
    /** Resolved alerts whose end may have to be told still. */
    private final Set<String> ending = new LinkedHashSet<>();

    private final Set<String> redelivered = new HashSet<>();
    private Controls controls = Controls.NONE;
    private Surroundings surroundings = Surroundings.of(Controls.NONE, new InhibitionIndex(List.of()));

    /**
     * Starts with nothing.
     *
     * @param owns which notifiers' uids belong to the partition
     * @param externalUrl where people reach Bellwether, without a slash at its end; may be empty
     */
    public NotifyCore(Predicate<String> owns, String externalUrl) {
        this.owns = owns;
        this.externalUrl = externalUrl;
        this.messages = new MessageBuilder(externalUrl);
    }

    /** Takes what stood in the log; call it first, and once. */
    public void restore(Collection<KnownAlert> alerts, Collection<GroupState> groups, Map<String, Long> failingSince) {
        alerts.forEach(alert -> {
            known.put(alert.fingerprint(), alert);
            if (alert.fires()) {
                surroundings.inhibitions().add(alert.fingerprint(), alert.labels());
            } else {
                ending.add(alert.fingerprint());
            }
        });
        groups.forEach(group -> restoredGroups.put(group.id(), group));
        restoredFailing.putAll(failingSince);
    }

    /** Puts controls into force, instead of all before. */
    public void controls(Controls next, long now) {
        Controls before = controls;
        controls = next;
        InhibitionIndex inhibitions = surroundings.inhibitions();
        if (!next.inhibitionRules().equals(before.inhibitionRules())) {
            inhibitions = new InhibitionIndex(next.inhibitionRules());
            for (KnownAlert alert : known.values()) {
                if (alert.fires()) {
                    inhibitions.add(alert.fingerprint(), alert.labels());
                }
            }
        }
        surroundings = Surroundings.of(next, inhibitions);
        changeNotifiers(now);
        notifiers.values().forEach(NotifierCore::lookAtAll);
        redeliver(now);
    }

    private void changeNotifiers(long now) {
        Map<String, NotifierCore> before = new HashMap<>(notifiers);
        notifiers.clear();
        for (Notifier notifier : controls.notifiers()) {
            if (owns.test(notifier.uid())) {
                List<Route> routes = Route.to(notifier, controls.notifiers());
                NotifierCore one = before.remove(notifier.uid());
                boolean same = one != null
                        && one.notifier().equals(notifier)
                        && one.routes().equals(routes);
                notifiers.put(notifier.uid(), same && one != null ? one : rebuild(notifier, routes, one, now));
            }
        }
        before.values().forEach(gone -> gone.end(now));
        // Groups of notifiers that went while nobody looked.
        restoredGroups.values().forEach(group -> output.groupGone(group.id()));
        restoredGroups.clear();
    }

    private NotifierCore rebuild(Notifier notifier, List<Route> routes, @Nullable NotifierCore before, long now) {
        Circuit circuit = before == null
                ? new Circuit(restoredFailing.getOrDefault(notifier.uid(), 0L))
                : before.outbox().circuit();
        NotifierCore made = new NotifierCore(notifier, routes, messages, output, circuit);
        if (before == null) {
            List<GroupState> mine = restoredGroups.values().stream()
                    .filter(group -> group.notifierUid().equals(notifier.uid()))
                    .toList();
            mine.forEach(group -> {
                restoredGroups.remove(group.id());
                made.restore(group, now);
            });
        } else {
            made.outbox().takeOver(before.outbox());
            before.groups().stream().filter(group -> group.remembered).forEach(group -> made.restore(group.state, now));
        }
        known.values().forEach(made::place);
        return made;
    }

    private void redeliver(long now) {
        Set<String> wanted = new HashSet<>();
        for (Redelivery redelivery : controls.redeliveries()) {
            wanted.add(redelivery.id());
            NotifierCore notifier = notifiers.get(redelivery.notifierUid());
            if (notifier != null && !redelivered.contains(redelivery.id())) {
                try {
                    notifier.redeliver(redelivery.id(), message(redelivery, notifier.notifier(), now), now);
                } catch (IllegalArgumentException e) {
                    redelivered.add(redelivery.id());
                    output.redelivered(redelivery.id());
                }
            }
        }
        redelivered.retainAll(wanted);
    }

    private GroupMessage message(Redelivery redelivery, Notifier notifier, long now) {
        return redelivery.message().isEmpty()
                ? TestMessage.of(notifier, redelivery.id(), externalUrl, Instant.ofEpochMilli(now))
                : MessageJson.read(redelivery.message());
    }

    /** An alert has begun to fire or resolved; says nothing to anybody before {@link #advance}. */
    public void transition(AlertTransition transition, long now) {
        KnownAlert alert = KnownAlert.of(transition, now);
        KnownAlert before = known.get(alert.fingerprint());
        if (before != null && before.transition().id().equals(transition.id())) {
            return;
        }
        if (transition.alert().state() == AlertState.FIRING) {
            if (before == null || !before.fires()) {
                notifiers.values().forEach(notifier -> notifier.explain(transition, alert.fingerprint(), now));
            }
            if (!transition.shadow()) {
                fires(alert, before);
            }
        } else if (before != null) {
            resolves(new KnownAlert(alert.fingerprint(), transition, before.arrivedAtMillis()));
        }
    }

    private void fires(KnownAlert alert, @Nullable KnownAlert before) {
        boolean goesOn = before != null
                && before.fires()
                && before.transition().alert().activeAtMillis()
                        == alert.transition().alert().activeAtMillis();
        KnownAlert next = goesOn && before != null
                ? new KnownAlert(alert.fingerprint(), alert.transition(), before.arrivedAtMillis())
                : alert;
        known.put(next.fingerprint(), next);
        ending.remove(next.fingerprint());
        output.alert(next.fingerprint(), Optional.of(next));
        // Groups that wait are looked at before they send: what it inhibits is seen then.
        surroundings.inhibitions().add(next.fingerprint(), next.labels());
        notifiers.values().forEach(notifier -> notifier.place(next));
    }

    private void resolves(KnownAlert alert) {
        known.put(alert.fingerprint(), alert);
        ending.add(alert.fingerprint());
        output.alert(alert.fingerprint(), Optional.of(alert));
        boolean inhibited = surroundings.inhibitions().remove(alert.fingerprint(), alert.labels());
        notifiers.values().forEach(notifier -> notifier.place(alert));
        if (inhibited) {
            notifiers.values().forEach(NotifierCore::lookAtInhibited);
        }
    }

    /** An attempt to send has ended, or is delayed. */
    public void result(Delivery.Result result, long now) {
        NotifierCore notifier = notifiers.get(result.delivery().notifierUid());
        if (notifier != null) {
            notifier.result(result, now);
        }
    }

    /** Decides what is due now. */
    public void advance(long now) {
        notifiers.values().forEach(notifier -> notifier.advance(surroundings, now));
        ending.removeIf(this::isOver);
    }

    private boolean isOver(String fingerprint) {
        boolean needed = notifiers.values().stream().anyMatch(notifier -> notifier.needs(fingerprint));
        if (!needed) {
            known.remove(fingerprint);
            output.alert(fingerprint, Optional.empty());
        }
        return !needed;
    }

    /** All that has changed since the last call, and what is to be sent once that is durable. */
    public Output take() {
        Output taken = output.take();
        redelivered.addAll(taken.redelivered());
        return taken;
    }

    /** When time alone changes something, milliseconds since 1970; {@link Long#MAX_VALUE} for never, 0 for at once. */
    public long nextDueMillis() {
        return notifiers.values().stream()
                .mapToLong(NotifierCore::nextDueMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether results of attempts are awaited. */
    public boolean isSending() {
        return notifiers.values().stream()
                .anyMatch(notifier -> notifier.outbox().isSending());
    }

    /** The notifiers of the partition that are in force. */
    public List<Notifier> notifiers() {
        return notifiers.values().stream().map(NotifierCore::notifier).toList();
    }

    /** Every alert that fires, or whose end is still to be told. */
    public Collection<KnownAlert> alerts() {
        return List.copyOf(known.values());
    }

    /** Every group at this moment. */
    public List<GroupState> groups() {
        return notifiers.values().stream()
                .flatMap(notifier -> notifier.groups().stream())
                .map(group -> group.state)
                .toList();
    }
}
