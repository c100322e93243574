package dev.bellwether.alert.notify.ntfy;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.alert.notify.text.AlertText;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageSeverity;
import dev.bellwether.alert.notify.text.MessageText;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes a message for each notification to a topic of ntfy.
 *
 * @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">Publish as JSON</a>
 */
public final class NtfyReceiver implements Receiver {
    private static final int LONGEST_TITLE = 250;
    /** The server's limit is 4,096 bytes, and a character may have four. */
    private static final int LONGEST_MESSAGE = 1_300;

    private static final int MOST_ACTIONS = 3;

    private final ReceiverSettings.Ntfy settings;
    private final ReceiverTools tools;

    public NtfyReceiver(ReceiverSettings.Ntfy settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        String topic = tools.secrets().read("ntfy.topic", settings.topic());
        tools.http()
                .deliver(HttpCall.post(settings.url())
                        .hiding(topic)
                        .json(json(message, topic))
                        .credentials(settings.credentials(), tools.secrets())
                        .idempotencyKey(message.id()));
        return "";
    }

    private Map<String, Object> json(GroupMessage message, String topic) {
        List<String> tags = new ArrayList<>();
        tags.add(message.firing() ? "rotating_light" : "white_check_mark");
        tags.addAll(settings.tags());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", topic);
        json.put("title", tools.texts().title(settings.templates(), message, LONGEST_TITLE));
        json.put("message", tools.texts().body(settings.templates(), message, Markup.PLAIN, LONGEST_MESSAGE));
        json.put("priority", priority(message));
        json.put("tags", tags);
        json.put("actions", actions(message));
        return json;
    }

    private static int priority(GroupMessage message) {
        if (!message.firing()) {
            return 2;
        }
        return switch (MessageSeverity.of(message)) {
            case CRITICAL -> 5;
            case ERROR -> 4;
            case WARNING -> 3;
            case INFO -> 2;
        };
    }

    private static List<Map<String, String>> actions(GroupMessage message) {
        return MessageText.of(message, 1).alerts().stream()
                .map(AlertText::links)
                .flatMap(List::stream)
                .limit(MOST_ACTIONS)
                .map(link -> Map.of("action", "view", "label", link.label(), "url", link.address()))
                .toList();
    }
}
