package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alerting.routing.AlertGroup;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Notifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One notifier: its groups, and what becomes of its messages. Used by one thread. */
final class NotifierCore {
    private final Notifier notifier;
    private final List<Route> routes;
    private final MessageBuilder messages;
    private final OutputCollector output;
    private final Outbox outbox;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, List<Group>> groupsOfAlert = new HashMap<>();
    private final Set<Group> dirty = new LinkedHashSet<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();

    private record Timer(long atMillis, Group group) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(atMillis, other.atMillis);
        }
    }

    NotifierCore(
            Notifier notifier, List<Route> routes, MessageBuilder messages, OutputCollector output, Circuit circuit) {
        this.notifier = notifier;
        this.routes = List.copyOf(routes);
        this.messages = messages;
        this.output = output;
        this.outbox = new Outbox(notifier, circuit, output, this::remember);
    }

    Notifier notifier() {
        return notifier;
    }

    List<Route> routes() {
        return routes;
    }

    Outbox outbox() {
        return outbox;
    }

    Collection<Group> groups() {
        return groups.values();
    }

    /** Takes a group as it stands in the log; one whose route is no more is forgotten. */
    void restore(GroupState state, long now) {
        Optional<Route> route =
                routes.stream().filter(one -> one.id().equals(state.routeId())).findFirst();
        boolean redelivery = state.routeId().equals(Route.REDELIVERY);
        if (route.isEmpty() && !redelivery) {
            forget(state, "its route is no more", now);
            return;
        }
        Group group = new Group(route.orElse(null), state, true);
        groups.put(state.id(), group);
        outbox.adopt(group);
        dirty.add(group);
    }

    /** Forgets everything: the notifier is no more. */
    void end(long now) {
        groups.values().forEach(group -> forget(group.state, "the notifier is no more", now));
        outbox.end(now);
    }

    private void forget(GroupState state, String why, long now) {
        Intent intent = state.intent();
        if (intent != null) {
            outbox.dead(state, intent, why, now);
        }
        output.groupGone(state.id());
    }

    /** Puts an alert into its groups, without looking at them; a resolved one only where it may have to be told. */
    void place(KnownAlert alert) {
        for (Route route : routes) {
            if (route.matches(alert.transition()) && route.isBadEnough(alert.transition())) {
                AlertGroup place = route.group(alert.transition());
                String id = GroupState.id(notifier.uid(), route.id(), place.key());
                Group group = groups.get(id);
                if (group == null) {
                    if (!alert.fires()) {
                        continue;
                    }
                    group = new Group(
                            route, GroupState.fresh(notifier.uid(), route.id(), place.key(), place.labels()), false);
                    groups.put(id, group);
                }
                if (group.members.put(alert.fingerprint(), alert) == null) {
                    groupsOfAlert
                            .computeIfAbsent(alert.fingerprint(), key -> new ArrayList<>(1))
                            .add(group);
                }
                group.notes.remove(alert.fingerprint());
                dirty.add(group);
            }
        }
    }

    /** Records why a new alert goes into no group although its labels match. */
    void explain(AlertTransition transition, String fingerprint, long now) {
        for (Route route : routes) {
            if (!route.isEscalation() && route.matches(transition)) {
                if (transition.shadow()) {
                    decide(now, transition.ruleUid(), fingerprint, "", "", Kind.SHADOW, "the rule only shadows");
                } else if (!route.isBadEnough(transition)) {
                    String detail = "minimumSeverity is " + route.criteria().minimumSeverity() + ", the alert's is \""
                            + transition.alert().labels().getOrEmpty("severity") + "\"";
                    decide(now, transition.ruleUid(), fingerprint, "", "", Kind.BELOW_SEVERITY, detail);
                }
            }
        }
    }

    /** Whether any group has still something to say of an alert. */
    boolean needs(String fingerprint) {
        return groupsOfAlert.containsKey(fingerprint);
    }

    /** Sends a message as it is. */
    void redeliver(String id, GroupMessage message, long now) {
        GroupState fresh = GroupState.fresh(notifier.uid(), Route.REDELIVERY, id, message.groupLabels());
        if (groups.containsKey(fresh.id())) {
            return;
        }
        Group group = new Group(null, fresh, false);
        groups.put(fresh.id(), group);
        start(group, new Intent(message, Set.of(), Set.of(), now, 0, now));
        dirty.add(group);
    }

    /** Something that concerns all groups has changed. */
    void lookAtAll() {
        dirty.addAll(groups.values());
    }

    /** An alert that inhibited others is gone. */
    void lookAtInhibited() {
        groups.values().stream().filter(group -> group.inhibited).forEach(dirty::add);
    }

    /** When time alone changes something; {@link Long#MAX_VALUE} for never. */
    long nextDueMillis() {
        Timer first = timers.peek();
        return !dirty.isEmpty() ? 0 : first == null ? Long.MAX_VALUE : first.atMillis();
    }

    /** Looks at every group that has changed or is due, and hands messages to the sender. */
    void advance(Surroundings surroundings, long now) {
        for (Timer timer = timers.peek(); timer != null && timer.atMillis() <= now; timer = timers.peek()) {
            timers.poll();
            if (timer.group().lookAgainAtMillis == timer.atMillis()) {
                timer.group().lookAgainAtMillis = Long.MAX_VALUE;
                dirty.add(timer.group());
            }
        }
        List<Group> changed = List.copyOf(dirty);
        dirty.clear();
        changed.forEach(group -> look(group, surroundings, now));
        lookAgain(outbox.hand(now));
    }

    /** An attempt has ended. */
    void result(Delivery.Result result, long now) {
        Group group = groups.get(result.delivery().groupId());
        Intent intent = group == null ? null : group.state.intent();
        Outbox.Ending ending = outbox.result(group, result, now);
        if (group == null || intent == null || ending == Outbox.Ending.NONE) {
            return;
        }
        if (ending == Outbox.Ending.TOLD) {
            for (String fingerprint : intent.resolved()) {
                KnownAlert alert = group.members.get(fingerprint);
                if (alert != null && !alert.fires()) {
                    drop(group, fingerprint);
                }
            }
        }
        dirty.add(group);
    }

    private @Nullable KnownAlert drop(Group group, String fingerprint) {
        KnownAlert alert = group.members.remove(fingerprint);
        group.notes.remove(fingerprint);
        unlink(fingerprint, group);
        return alert;
    }

    private void look(Group group, Surroundings surroundings, long now) {
        if (groups.get(group.state.id()) != group) {
            return;
        }
        Intent intent = group.state.intent();
        if (intent != null) {
            pursue(group, now);
            return;
        }
        Route route = group.route;
        if (route == null) {
            remove(group);
            return;
        }
        GroupPicture picture = GroupPicture.of(route, group.state, group.members.values(), surroundings, now);
        group.inhibited = picture.isInhibited();
        release(group, picture.ended(), now);
        note(group, picture, now);
        if (picture.reason() != null) {
            GroupMessage message = messages.message(route, group.state, picture, picture.reason(), now);
            start(group, intent(message, picture, now));
            pursue(group, now);
        } else if (group.isIdle()) {
            remove(group);
        } else {
            lookAgain(group, picture.lookAgainAtMillis());
        }
    }

    private static Intent intent(GroupMessage message, GroupPicture picture, long now) {
        Set<String> firing = new HashSet<>();
        picture.firing().forEach(alert -> firing.add(alert.fingerprint()));
        Set<String> resolved = new HashSet<>();
        picture.resolved().forEach(alert -> resolved.add(alert.fingerprint()));
        return new Intent(message, firing, resolved, now, 0, now);
    }

    /** Lets go of alerts whose end nobody needs to hear of. */
    private void release(Group group, Set<String> ended, long now) {
        if (ended.isEmpty()) {
            return;
        }
        for (String fingerprint : ended) {
            KnownAlert alert = drop(group, fingerprint);
            boolean told = group.state.sentFiring().contains(fingerprint);
            if (alert != null && !told) {
                String rule = alert.transition().ruleUid();
                String detail = "it had resolved before anybody was told";
                decide(now, rule, fingerprint, group.state.key(), "", Kind.RESOLVED_UNSENT, detail);
            }
        }
        if (ended.stream().anyMatch(group.state.sentFiring()::contains)) {
            remember(group, group.state.without(ended));
        }
    }

    private void unlink(String fingerprint, Group group) {
        List<Group> others = groupsOfAlert.get(fingerprint);
        if (others != null) {
            others.remove(group);
            if (others.isEmpty()) {
                groupsOfAlert.remove(fingerprint);
            }
        }
    }

    private void note(Group group, GroupPicture picture, long now) {
        group.notes.keySet().retainAll(picture.notes().keySet());
        picture.notes().forEach((fingerprint, note) -> {
            if (!note.saysTheSameAs(group.notes.put(fingerprint, note))) {
                String rule = group.rule(fingerprint);
                decide(now, rule, fingerprint, group.state.key(), "", note.kind(), note.detail());
            }
        });
    }

    private void start(Group group, Intent intent) {
        remember(group, group.state.with(intent));
        GroupMessage message = intent.message();
        int alerts = message.alerts().size() + message.truncatedAlerts();
        String detail = message.reason() + " with " + alerts + (alerts == 1 ? " alert" : " alerts");
        decide(intent.createdAtMillis(), "", "", group.state.key(), intent.id(), Kind.SENDING, detail);
    }

    private void remember(Group group, GroupState state) {
        group.state = state;
        group.remembered = true;
        output.group(state);
        if (state.intent() == null) {
            dirty.add(group);
        }
    }

    private void remove(Group group) {
        groups.remove(group.state.id());
        if (group.remembered) {
            output.groupGone(group.state.id());
        }
    }

    private void pursue(Group group, long now) {
        lookAgain(outbox.pursue(group, now));
    }

    private void lookAgain(Optional<Outbox.Appointment> appointment) {
        appointment.ifPresent(it -> lookAgain(it.group(), it.atMillis()));
    }

    private void lookAgain(Group group, long atMillis) {
        if (atMillis != Long.MAX_VALUE && atMillis != group.lookAgainAtMillis) {
            group.lookAgainAtMillis = atMillis;
            timers.add(new Timer(atMillis, group));
        }
    }

    private void decide(
            long now, String rule, String fingerprint, String group, String notification, Kind kind, String detail) {
        output.decision(
                new NotificationDecision(now, notifier.uid(), rule, fingerprint, group, notification, kind, detail));
    }
}
