package dev.bellwether.alert.notify.core;

import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers an {@link Output}. */
final class OutputCollector {
    private Map<String, Optional<KnownAlert>> alerts = new LinkedHashMap<>();
    private Map<String, Optional<GroupState>> groups = new LinkedHashMap<>();
    private Map<String, Optional<Long>> failing = new LinkedHashMap<>();
    private List<NotificationDecision> decisions = new ArrayList<>();
    private List<DeadNotification> dead = new ArrayList<>();
    private List<AlertTransition> transitions = new ArrayList<>();
    private List<String> redelivered = new ArrayList<>();
    private List<Delivery> deliveries = new ArrayList<>();

    void alert(String fingerprint, Optional<KnownAlert> alert) {
        alerts.put(fingerprint, alert);
    }

    void group(GroupState state) {
        groups.put(state.id(), Optional.of(state));
    }

    void groupGone(String id) {
        groups.put(id, Optional.empty());
    }

    void failing(String notifierUid, Optional<Long> sinceMillis) {
        failing.put(notifierUid, sinceMillis);
    }

    void decision(NotificationDecision decision) {
        decisions.add(decision);
    }

    void dead(DeadNotification notification) {
        dead.add(notification);
    }

    void transition(AlertTransition transition) {
        transitions.add(transition);
    }

    void redelivered(String id) {
        redelivered.add(id);
    }

    void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    Output take() {
        Output output = new Output(alerts, groups, failing, decisions, dead, transitions, redelivered, deliveries);
        alerts = new LinkedHashMap<>();
        groups = new LinkedHashMap<>();
        failing = new LinkedHashMap<>();
        decisions = new ArrayList<>();
        dead = new ArrayList<>();
        transitions = new ArrayList<>();
        redelivered = new ArrayList<>();
        deliveries = new ArrayList<>();
        return output;
    }
}
