package dev.bellwether.alert.stream;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** State and notifications as they stand in the log: JSON with stable names, fields only ever added. Stateless. */
public final class StateJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StateJson() {}

    private record AlertJson(
            Map<String, String> labels,
            AlertState state,
            double value,
            long activeAt,
            long firedAt,
            long endedAt,
            boolean traced) {
        static AlertJson of(Alert alert) {
            return new AlertJson(
                    alert.labels().toMap(),
                    alert.state(),
                    alert.value(),
                    alert.activeAtMillis(),
                    alert.firedAtMillis(),
                    alert.endedAtMillis(),
                    alert.traced());
        }

        Alert toAlert() {
            return new Alert(Labels.of(labels), state, value, activeAt, firedAt, endedAt, traced);
        }
    }

    private record RuleStateJson(long evaluatedThrough, List<AlertJson> alerts) {}

    private record NotificationJson(
            String id, String rule, String expression, AlertJson alert, Map<String, String> annotations) {}

    /** A state as it stands in {@code alert-state}. */
    public static byte[] write(RuleState state) {
        List<AlertJson> alerts = new ArrayList<>();
        state.alerts().values().forEach(alert -> alerts.add(AlertJson.of(alert)));
        return JSON.writeValueAsBytes(new RuleStateJson(state.evaluatedThroughMillis(), alerts));
    }

    /** The state of a record in {@code alert-state}. */
    public static RuleState readState(byte[] json) {
        RuleStateJson state = JSON.readValue(json, RuleStateJson.class);
        Map<Labels, Alert> alerts = new LinkedHashMap<>();
        for (AlertJson alert : state.alerts()) {
            alerts.put(Labels.of(alert.labels()), alert.toAlert());
        }
        return new RuleState(state.evaluatedThrough(), alerts);
    }

    /** A notification as it stands in {@code alerts}. */
    public static byte[] write(Notification notification) {
        return JSON.writeValueAsBytes(new NotificationJson(
                notification.id(),
                notification.ruleUid(),
                notification.expression(),
                AlertJson.of(notification.alert()),
                notification.annotations()));
    }

    /** The notification of a record in {@code alerts}. */
    public static Notification readNotification(byte[] json) {
        NotificationJson read = JSON.readValue(json, NotificationJson.class);
        return new Notification(
                read.id(), read.rule(), read.expression(), read.alert().toAlert(), read.annotations());
    }
}
