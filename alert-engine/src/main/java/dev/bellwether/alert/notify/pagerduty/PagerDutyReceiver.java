package dev.bellwether.alert.notify.pagerduty;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.AlertText;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageSeverity;
import dev.bellwether.alert.notify.text.MessageText;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Triggers and resolves an incident of PagerDuty for each group; the hash of the group's key is the incident's.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Events API v2</a>
 */
public final class PagerDutyReceiver implements Receiver {
    private static final int LONGEST_SUMMARY = 1024;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_ALERTS = 10;

    private final ReceiverSettings.PagerDuty settings;
    private final ReceiverTools tools;

    public PagerDutyReceiver(ReceiverSettings.PagerDuty settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        String key = tools.secrets().read("pagerDuty.routingKey", settings.routingKey());
        tools.http()
                .deliver(HttpCall.post(settings.url())
                        .hiding(key)
                        .json(event(message, key))
                        .idempotencyKey(message.id()));
        return "";
    }

    private Map<String, Object> event(GroupMessage message, String routingKey) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", routingKey);
        event.put("event_action", message.firing() ? "trigger" : "resolve");
        event.put("dedup_key", AlertFingerprint.of(message.groupKey()));
        event.put("client", "Bellwether");
        if (!message.externalUrl().isEmpty()) {
            event.put("client_url", message.externalUrl());
        }
        if (message.firing()) {
            event.put("payload", payload(message));
            event.put("links", links(message));
        }
        return event;
    }

    private Map<String, Object> payload(GroupMessage message) {
        MessageAlert first = message.alerts().getFirst();
        Map<String, String> labels =
                MessageText.common(message.alerts(), alert -> alert.labels().toMap());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", tools.texts().title(settings.templates(), message, LONGEST_SUMMARY));
        payload.put("source", labels.getOrDefault("instance", "bellwether"));
        payload.put("severity", MessageSeverity.of(message).name().toLowerCase(Locale.ROOT));
        payload.put("timestamp", Instant.ofEpochMilli(first.startsAtMillis()).toString());
        putIfThere(payload, "component", labels.get("job"));
        payload.put("group", message.groupKey());
        putIfThere(payload, "class", labels.get("alertname"));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("text", tools.texts().body(settings.templates(), message, Markup.PLAIN, LONGEST_TEXT));
        details.put("labels", labels);
        details.put(
                "firing", message.alerts().stream().filter(MessageAlert::firing).count() + message.truncatedAlerts());
        payload.put("custom_details", details);
        return payload;
    }

    private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static List<Map<String, String>> links(GroupMessage message) {
        return MessageText.of(message, MOST_ALERTS).alerts().stream()
                .map(AlertText::links)
                .flatMap(List::stream)
                .distinct()
                .limit(MOST_ALERTS)
                .map(link -> Map.of("href", link.address(), "text", link.label()))
                .toList();
    }
}
