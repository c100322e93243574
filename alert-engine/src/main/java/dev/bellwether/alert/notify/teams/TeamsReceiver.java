package dev.bellwether.alert.notify.teams;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts an adaptive card for each notification to a workflow of Microsoft Teams.
 *
 * @see <a href="https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">Cards</a>
 */
public final class TeamsReceiver implements Receiver {
    private static final int LONGEST_TITLE = 250;
    /** A message may have 28 KB. */
    private static final int LONGEST_TEXT = 8_000;

    private static final int MOST_BUTTONS = 5;

    private final ReceiverSettings.Teams settings;
    private final ReceiverTools tools;

    public TeamsReceiver(ReceiverSettings.Teams settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("content", card(message));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "message");
        json.put("attachments", List.of(attachment));
        tools.http()
                .deliver(HttpCall.postToSecret("teams.url", tools.secrets().read("teams.url", settings.url()))
                        .json(json)
                        .idempotencyKey(message.id()));
        return "";
    }

    private Map<String, Object> card(GroupMessage message) {
        Map<String, Object> title = textBlock(tools.texts().title(settings.templates(), message, LONGEST_TITLE));
        title.put("size", "Large");
        title.put("weight", "Bolder");
        title.put("color", color(message));
        // A single line break is none in the card's Markdown.
        String text = tools.texts()
                .body(settings.templates(), message, Markup.MARKDOWN, LONGEST_TEXT)
                .replaceAll("(?<!\n)\n(?!\n)", "\n\n");
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("msteams", Map.of("width", "Full"));
        card.put("body", List.of(title, textBlock(text)));
        card.put("actions", buttons(message));
        return card;
    }

    private static Map<String, Object> textBlock(String text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "TextBlock");
        block.put("text", text);
        block.put("wrap", true);
        return block;
    }

    private static List<Map<String, String>> buttons(GroupMessage message) {
        return MessageText.of(message, 1).alerts().stream()
                .map(AlertText::links)
                .flatMap(List::stream)
                .limit(MOST_BUTTONS)
                .map(link -> Map.of("type", "Action.OpenUrl", "title", link.label(), "url", link.address()))
                .toList();
    }

    private static String color(GroupMessage message) {
        if (!message.firing()) {
            return "Good";
        }
        return switch (MessageSeverity.of(message)) {
            case CRITICAL, ERROR -> "Attention";
            case WARNING -> "Warning";
            case INFO -> "Accent";
        };
    }
}
