package dev.bellwether.alert.notify.discord;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.Color;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts an embed for each notification to a webhook of Discord; nothing in it can mention anybody.
 *
 * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">Execute Webhook</a>
 */
public final class DiscordReceiver implements Receiver {
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DESCRIPTION = 4096;

    private final ReceiverSettings.Discord settings;
    private final ReceiverTools tools;

    public DiscordReceiver(ReceiverSettings.Discord settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        tools.http()
                .deliver(HttpCall.postToSecret("discord.url", tools.secrets().read("discord.url", settings.url()))
                        .json(json(message))
                        .idempotencyKey(message.id()));
        return "";
    }

    private Map<String, Object> json(GroupMessage message) {
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("title", tools.texts().title(settings.templates(), message, LONGEST_TITLE));
        embed.put(
                "description", tools.texts().body(settings.templates(), message, Markup.MARKDOWN, LONGEST_DESCRIPTION));
        embed.put("color", Color.of(message));
        Map<String, Object> json = new LinkedHashMap<>();
        if (!settings.username().isEmpty()) {
            json.put("username", settings.username());
        }
        json.put("embeds", List.of(embed));
        json.put("allowed_mentions", Map.of("parse", List.of()));
        return json;
    }
}
