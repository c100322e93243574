package dev.bellwether.alert.notify.webhook;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of Alertmanager's webhook, version 4, with one alert in it, and {@code notificationId} beside it.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
final class WebhookMessage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private WebhookMessage() {}

    static byte[] json(String receiver, Notification notification) {
        Alert alert = notification.alert();
        Map<String, String> labels = alert.labels().toMap();
        String name = alert.labels().getOrEmpty("alertname");
        boolean resolved = alert.state() == AlertState.RESOLVED;
        String status = resolved ? "resolved" : "firing";

        Map<String, Object> one = new LinkedHashMap<>();
        one.put("status", status);
        one.put("labels", labels);
        one.put("annotations", notification.annotations());
        one.put("startsAt", time(alert.activeAtMillis()));
        one.put("endsAt", resolved ? time(alert.endedAtMillis()) : NEVER);
        one.put("generatorURL", "");
        one.put("fingerprint", notification.id());
        one.put("value", alert.value());

        Map<String, Object> message = new LinkedHashMap<>();
        message.put("version", "4");
        message.put("groupKey", "{}:{alertname=\"" + name + "\"}");
        message.put("truncatedAlerts", 0);
        message.put("status", status);
        message.put("receiver", receiver);
        message.put("groupLabels", Map.of("alertname", name));
        message.put("commonLabels", labels);
        message.put("commonAnnotations", notification.annotations());
        message.put("externalURL", "");
        message.put("notificationId", notification.id());
        message.put("alerts", List.of(one));
        return JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
