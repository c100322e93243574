package dev.bellwether.alert.notify.alertmanager;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to every member of a cluster of Alertmanagers, as Prometheus does; one that takes them is enough. An alert that
 * fires is said to end some time after the next repeat, so that it goes away when Bellwether does.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">API v2</a>
 */
public final class AlertmanagerReceiver implements Receiver {
    private final ReceiverSettings.Alertmanager settings;
    private final Duration lifetime;
    private final ReceiverTools tools;

    /** @param lifetime how long an alert lasts there without being sent again */
    public AlertmanagerReceiver(ReceiverSettings.Alertmanager settings, Duration lifetime, ReceiverTools tools) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        List<Map<String, Object>> alerts =
                message.alerts().stream().map(this::json).toList();
        IOException later = null;
        RefusedException never = null;
        boolean taken = false;
        for (URI url : settings.urls()) {
            try {
                tools.http()
                        .deliver(HttpCall.post(url, "/api/v2/alerts")
                                .json(alerts)
                                .credentials(settings.credentials(), tools.secrets())
                                .idempotencyKey(message.id()));
                taken = true;
            } catch (IOException e) {
                later = e;
            } catch (RefusedException e) {
                never = e;
            }
        }
        throwUnless(taken, later, never);
        return "";
    }

    private static void throwUnless(boolean taken, @Nullable IOException later, @Nullable RefusedException never)
            throws IOException, RefusedException {
        if (!taken && later != null) {
            throw later;
        }
        if (!taken && never != null) {
            throw never;
        }
    }

    private Map<String, Object> json(MessageAlert alert) {
        Instant end =
                alert.firing() ? tools.clock().instant().plus(lifetime) : Instant.ofEpochMilli(alert.endsAtMillis());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("labels", alert.labels().toMap());
        json.put("annotations", new TreeMap<>(alert.annotations()));
        json.put("startsAt", Instant.ofEpochMilli(alert.startsAtMillis()).toString());
        json.put("endsAt", end.toString());
        if (!alert.generatorUrl().isEmpty()) {
            json.put("generatorURL", alert.generatorUrl());
        }
        return json;
    }
}
