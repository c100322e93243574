package dev.bellwether.alerting.template;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of notifications see, as https://prometheus.io/docs/alerting/latest/notifications/ describes it:
 * {@code .Receiver .Status .Alerts .GroupLabels .CommonLabels .CommonAnnotations .ExternalURL}.
 *
 * @param receiver the receiver's name
 * @param status {@code firing} where any alert fires, otherwise {@code resolved}
 * @param reason why the notification is sent, may be empty
 * @param groupLabels the labels by which the alerts are grouped
 * @param externalUrl under which people reach the system
 */
public record NotificationData(
        String receiver,
        String status,
        List<NotifiedAlert> alerts,
        String reason,
        Map<String, String> groupLabels,
        String externalUrl)
        implements TemplateObject {
    private static final String FIRING = "firing";

    public NotificationData {
        alerts = List.copyOf(alerts);
        groupLabels = Map.copyOf(groupLabels);
    }

    /** The data of a group of alerts; the status follows from them. */
    public static NotificationData of(
            String receiver, List<NotifiedAlert> alerts, Map<String, String> groupLabels, String externalUrl) {
        boolean fires = alerts.stream().anyMatch(NotifiedAlert::isFiring);
        return new NotificationData(receiver, fires ? FIRING : "resolved", alerts, "", groupLabels, externalUrl);
    }

    /**
     * One alert of a notification.
     *
     * @param status {@code firing} or {@code resolved}
     * @param endsAt when it ended, null while it fires
     * @param generatorUrl where people see what caused it
     * @param fingerprint identifies its labels
     */
    public record NotifiedAlert(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl,
            String fingerprint)
            implements TemplateObject {
        public NotifiedAlert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        boolean isFiring() {
            return status.equals(FIRING);
        }

        @Override
        public String typeName() {
            return "template.Alert";
        }

        @Override
        public Map<String, ?> fields() {
            return ordered(
                    "Status",
                    status,
                    "Labels",
                    new KeyValues(labels),
                    "Annotations",
                    new KeyValues(annotations),
                    "StartsAt",
                    TemplateTime.of(startsAt),
                    "EndsAt",
                    endsAt == null ? TemplateTime.ZERO : TemplateTime.of(endsAt),
                    "GeneratorURL",
                    generatorUrl,
                    "Fingerprint",
                    fingerprint);
        }

        @Override
        public Object json() {
            return NotificationData.json(fields());
        }
    }

    /** Alerts with the methods {@code Firing} and {@code Resolved}. */
    private record Alerts(List<NotifiedAlert> elements) implements TemplateObject {
        @Override
        public String typeName() {
            return "template.Alerts";
        }

        @Override
        public @Nullable TemplateFunction method(String name) {
            return switch (name) {
                case "Firing" -> TemplateFunction.of(call -> thatFire(true));
                case "Resolved" -> TemplateFunction.of(call -> thatFire(false));
                default -> null;
            };
        }

        private List<NotifiedAlert> thatFire(boolean fire) {
            return elements.stream().filter(alert -> alert.isFiring() == fire).toList();
        }
    }

    @Override
    public String typeName() {
        return "*template.Data";
    }

    @Override
    public Map<String, ?> fields() {
        return ordered(
                "Receiver",
                receiver,
                "Status",
                status,
                "Alerts",
                new Alerts(alerts),
                "NotificationReason",
                reason,
                "GroupLabels",
                new KeyValues(groupLabels),
                "CommonLabels",
                new KeyValues(common(alerts.stream().map(NotifiedAlert::labels).toList())),
                "CommonAnnotations",
                new KeyValues(
                        common(alerts.stream().map(NotifiedAlert::annotations).toList())),
                "ExternalURL",
                externalUrl);
    }

    @Override
    public Object json() {
        return json(fields());
    }

    /** What all of some maps have in common. */
    public static Map<String, String> common(List<Map<String, String>> maps) {
        if (maps.isEmpty()) {
            return Map.of();
        }
        Map<String, String> common = new HashMap<>(maps.getFirst());
        for (Map<String, String> map : maps) {
            common.entrySet().removeIf(entry -> !entry.getValue().equals(map.get(entry.getKey())));
        }
        return common;
    }

    static Map<String, ?> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }

    /** Fields under the names that Alertmanager's JSON has for them. */
    private static Map<String, Object> json(Map<String, ?> fields) {
        Map<String, Object> json = new LinkedHashMap<>();
        fields.forEach((name, value) -> json.put(
                name.equals("NotificationReason")
                        ? "notification_reason"
                        : Character.toLowerCase(name.charAt(0)) + name.substring(1),
                value));
        return json;
    }
}
