package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a notification says to people, before it is marked up.
 *
 * @param title what has happened, in one line
 * @param firing whether any alert fires
 * @param severity the worst severity
 * @param commonLabels the labels that all alerts have, without name and severity; empty for one alert alone
 * @param alerts the alerts, firing ones first
 * @param more how many alerts are not among them
 * @param externalUrl where people reach Bellwether; may be empty
 */
public record MessageText(
        String title,
        boolean firing,
        MessageSeverity severity,
        String commonLabels,
        List<AlertText> alerts,
        int more,
        String externalUrl) {
    private static final int LONGEST_TITLE = 200;

    public MessageText {
        alerts = List.copyOf(alerts);
    }

    /** The text of a notification with this many alerts at most. */
    public static MessageText of(GroupMessage message, int mostAlerts) {
        int shown = Math.min(mostAlerts, message.alerts().size());
        boolean alone = message.alerts().size() == 1;
        Map<String, String> common =
                common(message.alerts(), alert -> alert.labels().toMap());
        Map<String, String> hidden = alone ? Map.of() : common;
        return new MessageText(
                AlertText.bounded(title(message, common), LONGEST_TITLE),
                message.firing(),
                MessageSeverity.of(message),
                alone ? "" : AlertText.labels(common, Map.of()),
                message.alerts().subList(0, shown).stream()
                        .map(alert -> AlertText.of(alert, hidden))
                        .toList(),
                message.alerts().size() - shown + message.truncatedAlerts(),
                message.externalUrl());
    }

    /** What all alerts have in common. */
    public static Map<String, String> common(
            List<MessageAlert> alerts, Function<MessageAlert, Map<String, String>> of) {
        Map<String, String> common = new TreeMap<>(of.apply(alerts.getFirst()));
        alerts.forEach(alert -> common.entrySet().retainAll(of.apply(alert).entrySet()));
        return common;
    }

    private static String title(GroupMessage message, Map<String, String> common) {
        String what = switch (message.reason()) {
            case NEW, CHANGED -> message.firing() ? "Firing" : "Resolved";
            case REPEAT -> message.firing() ? "Still firing" : "Resolved";
            case RESOLVED -> "Resolved";
            case ESCALATION -> "Escalated";
            case TEST -> "[TEST] " + (message.firing() ? "Firing" : "Resolved");
        };
        String name = common.get("alertname");
        String label = name == null ? names(message) : name;
        long firing = message.alerts().stream().filter(MessageAlert::firing).count();
        long resolved = message.alerts().size() - firing;
        long all = (long) message.alerts().size() + message.truncatedAlerts();
        if (all == 1) {
            String instance = common.get("instance");
            return what + ": " + label + (instance == null ? "" : " (" + instance + ")");
        }
        if (firing == 0 || resolved == 0 || message.reason() == Reason.RESOLVED) {
            return what + ": " + label + " (" + all + " alerts)";
        }
        return what + ": " + label + " (" + (all - resolved) + " firing, " + resolved + " resolved)";
    }

    private static String names(GroupMessage message) {
        List<String> names = message.alerts().stream()
                .map(alert -> alert.labels().get("alertname"))
                .map(name -> name == null ? "alert" : name)
                .distinct()
                .toList();
        return names.size() <= 3 ? String.join(", ", names) : names.size() + " rules";
    }
}
