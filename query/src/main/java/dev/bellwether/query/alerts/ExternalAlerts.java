package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.ExternalAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts that others have found: taken in, kept alive by being sent again, ended when they end or are heard of no more.
 * Made for one moment.
 */
public final class ExternalAlerts {
    private final AlertPorts ports;
    private final long nowMillis;
    private final Map<String, ExternalAlert> known = new HashMap<>();

    public ExternalAlerts(AlertPorts ports, long nowMillis) {
        this.ports = ports;
        this.nowMillis = nowMillis;
        ports.directory().controls().externalAlerts().forEach(alert -> known.put(alert.fingerprint(), alert));
    }

    /**
     * One alert as it was sent.
     *
     * @param labels its labels; {@code alertname} is needed
     * @param startsAtMillis since when it fires, milliseconds since 1970
     * @param endsAtMillis when it ends or has ended
     */
    public record Posted(
            Map<String, String> labels,
            Map<String, String> annotations,
            long startsAtMillis,
            long endsAtMillis,
            String generatorUrl) {}

    /**
     * Takes alerts; all or, where one is wrong, none.
     *
     * @throws IllegalArgumentException where an alert has no name, or ends before it starts
     */
    public void take(List<Posted> posted) {
        List<ExternalAlert> alerts = posted.stream().map(ExternalAlerts::alert).toList();
        List<AlertTransition> transitions = new ArrayList<>();
        for (ExternalAlert alert : alerts) {
            ExternalAlert before = known.get(alert.fingerprint());
            if (alert.endsAtMillis() > nowMillis) {
                if (before == null) {
                    transitions.add(transition(alert, AlertState.FIRING, alert.startsAtMillis(), "sent"));
                }
                long since = before == null ? alert.startsAtMillis() : before.startsAtMillis();
                ports.changes()
                        .put(new Control.OfExternalAlert(new ExternalAlert(
                                alert.labels(),
                                alert.annotations(),
                                since,
                                alert.endsAtMillis(),
                                alert.generatorUrl())));
            } else if (before != null) {
                transitions.add(end(before, alert.endsAtMillis(), "sent as resolved"));
            }
        }
        ports.changes().announce(transitions);
    }

    /** Ends the alerts that nobody has sent again in time. */
    public void endOverdue() {
        List<AlertTransition> transitions = new ArrayList<>();
        for (ExternalAlert alert : known.values()) {
            if (alert.endsAtMillis() <= nowMillis) {
                transitions.add(end(alert, alert.endsAtMillis(), "not sent again in time"));
            }
        }
        ports.changes().announce(transitions);
    }

    private AlertTransition end(ExternalAlert alert, long endedAtMillis, String reason) {
        ports.changes().remove(Control.Kind.EXTERNAL_ALERT, alert.fingerprint());
        return transition(alert, AlertState.RESOLVED, endedAtMillis, reason);
    }

    private static ExternalAlert alert(Posted posted) {
        if (posted.labels().getOrDefault("alertname", "").isEmpty()) {
            throw new IllegalArgumentException("labels has no alertname: " + posted.labels());
        }
        if (posted.endsAtMillis() < posted.startsAtMillis()) {
            throw new IllegalArgumentException("endsAt lies before startsAt: " + posted.labels());
        }
        return new ExternalAlert(
                Labels.of(posted.labels()),
                posted.annotations(),
                posted.startsAtMillis(),
                posted.endsAtMillis(),
                posted.generatorUrl());
    }

    private AlertTransition transition(ExternalAlert external, AlertState state, long atMillis, String reason) {
        Alert alert = new Alert(
                external.labels(),
                state,
                1,
                external.startsAtMillis(),
                external.startsAtMillis(),
                state == AlertState.RESOLVED ? atMillis : 0,
                false);
        return new AlertTransition(
                AlertFingerprint.of(external.fingerprint() + "\0" + state + "\0" + atMillis),
                ExternalAlert.RULE_UID,
                external.labels().getOrEmpty("alertname"),
                "",
                alert,
                external.annotations(),
                null,
                nowMillis,
                DataState.COMPLETE,
                reason,
                false);
    }
}
