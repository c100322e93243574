package dev.bellwether.alert.notify.webhook;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.text.MessageText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of Alertmanager's webhook, version 4, and beside it {@code notificationId} and, for each alert, {@code value} and {@code threshold}.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
final class WebhookMessage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private WebhookMessage() {}

    static byte[] json(GroupMessage message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "4");
        json.put("groupKey", message.groupKey());
        json.put("truncatedAlerts", message.truncatedAlerts());
        json.put("status", status(message.firing()));
        json.put("receiver", message.receiver());
        json.put("groupLabels", message.groupLabels().toMap());
        json.put(
                "commonLabels",
                MessageText.common(message.alerts(), alert -> alert.labels().toMap()));
        json.put("commonAnnotations", MessageText.common(message.alerts(), MessageAlert::annotations));
        json.put("externalURL", message.externalUrl());
        json.put("notificationId", message.id());
        json.put("alerts", message.alerts().stream().map(WebhookMessage::json).toList());
        return JSON.writeValueAsBytes(json);
    }

    private static Map<String, Object> json(MessageAlert alert) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status(alert.firing()));
        json.put("labels", alert.labels().toMap());
        // In one order, so that a repeat has the same bytes and the same signature.
        json.put("annotations", new TreeMap<>(alert.annotations()));
        json.put("startsAt", time(alert.startsAtMillis()));
        json.put("endsAt", alert.firing() ? NEVER : time(alert.endsAtMillis()));
        json.put("generatorURL", alert.generatorUrl());
        json.put("fingerprint", alert.fingerprint());
        json.put("value", alert.value());
        if (alert.threshold() != null) {
            json.put("threshold", alert.threshold());
        }
        return json;
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
