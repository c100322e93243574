package dev.bellwether.alert.notify.opsgenie;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageSeverity;
import dev.bellwether.alert.notify.text.MessageText;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Creates and closes an alert of Opsgenie for each group; its alias is the hash of the group's key.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Alert API</a>
 */
public final class OpsgenieReceiver implements Receiver {
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_DESCRIPTION = 15_000;

    private final ReceiverSettings.Opsgenie settings;
    private final ReceiverTools tools;

    public OpsgenieReceiver(ReceiverSettings.Opsgenie settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        String alias = AlertFingerprint.of(message.groupKey());
        String key = tools.secrets().read("opsgenie.apiKey", settings.apiKey());
        HttpCall call = message.firing()
                ? HttpCall.post(settings.url(), "/v2/alerts").json(alert(message, alias))
                : HttpCall.post(settings.url(), "/v2/alerts/" + alias + "/close?identifierType=alias")
                        .json(Map.of("source", "Bellwether"));
        tools.http()
                .deliver(call.hiding(key)
                        .header("Authorization", "GenieKey " + key)
                        .idempotencyKey(message.id()));
        return "";
    }

    private Map<String, Object> alert(GroupMessage message, String alias) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", tools.texts().title(settings.templates(), message, LONGEST_MESSAGE));
        json.put("alias", alias);
        json.put("description", tools.texts().body(settings.templates(), message, Markup.PLAIN, LONGEST_DESCRIPTION));
        json.put(
                "responders",
                settings.teams().stream()
                        .map(team -> Map.of("type", "team", "name", team))
                        .toList());
        json.put("tags", settings.tags());
        json.put(
                "details",
                MessageText.common(message.alerts(), alert -> alert.labels().toMap()));
        json.put(
                "priority",
                switch (MessageSeverity.of(message)) {
                    case CRITICAL -> "P1";
                    case ERROR -> "P2";
                    case WARNING -> "P3";
                    case INFO -> "P5";
                });
        json.put("source", "Bellwether");
        return json;
    }
}
