package dev.bellwether.query;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlRecords;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.query.alerts.AlertBoard;
import dev.bellwether.query.alerts.AlertChanges;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.storage.AlertLogReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The topics of alerts and their history in memory: what is changed is there at once. */
final class FakeAlerts implements AlertChanges, AlertLogReader {
    final List<AlertTransition> announced = new ArrayList<>();
    final List<NotificationDecision> decisions = new ArrayList<>();
    private final ControlView controls = new ControlView();
    private final AlertBoard board =
            new AlertBoard(controls, Clock.fixed(Instant.ofEpochMilli(ApiFixture.NOW), ZoneOffset.UTC));

    AlertPorts ports() {
        return new AlertPorts(board, this, this);
    }

    /** An alert of rule {@code default/High} fires, since a minute ago. */
    AlertTransition fires(String instance, String severity) {
        Alert alert = new Alert(
                Labels.of("alertname", "High", "instance", instance, "severity", severity),
                AlertState.FIRING,
                7,
                ApiFixture.NOW - 120_000,
                ApiFixture.NOW - 60_000,
                0,
                true);
        AlertTransition transition = new AlertTransition(
                "id-" + instance,
                "default/High",
                "High",
                "node_load1 > 4",
                alert,
                Map.of("summary", "The load of " + instance + " is high."),
                4.0,
                ApiFixture.NOW - 60_000,
                DataState.COMPLETE,
                "expression",
                false);
        announce(List.of(transition));
        states.put(alert.labels(), alert);
        board.state("default/High", StateRecords.write(new RuleState(ApiFixture.NOW - 1_000, states)));
        return transition;
    }

    private final Map<Labels, Alert> states = new java.util.HashMap<>();

    @Override
    public void put(Control.Subject subject) {
        controls.accept(subject.key(), ControlRecords.write(new Control(Control.Origin.API, subject)));
    }

    @Override
    public void remove(Control.Kind kind, String uid) {
        controls.accept(Control.key(kind, uid), null);
    }

    @Override
    public void announce(List<AlertTransition> transitions) {
        announced.addAll(transitions);
        transitions.forEach(transition -> board.transition(TransitionRecords.write(transition)));
    }

    @Override
    public List<AlertTransition> transitions(AlertLogSelection selection) {
        return announced.stream()
                .filter(one ->
                        selection.fingerprint().isEmpty() || one.fingerprint().equals(selection.fingerprint()))
                .filter(one -> selection.ruleUid().isEmpty() || one.ruleUid().equals(selection.ruleUid()))
                .filter(one -> one.evaluatedAtMillis() >= selection.startMillis()
                        && one.evaluatedAtMillis() <= selection.endMillis())
                .sorted(Comparator.comparingLong(AlertTransition::evaluatedAtMillis)
                        .reversed())
                .limit(selection.limit())
                .toList();
    }

    @Override
    public List<NotificationDecision> decisions(AlertLogSelection selection) {
        return decisions.stream()
                .filter(one -> one.fingerprint().equals(selection.fingerprint()))
                .toList();
    }

    @Override
    public List<NotificationDecision> decisionsOfNotifications(List<String> notificationIds) {
        return decisions.stream()
                .filter(one -> notificationIds.contains(one.notificationId()))
                .toList();
    }
}
