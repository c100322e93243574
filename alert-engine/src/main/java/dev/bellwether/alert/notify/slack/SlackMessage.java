package dev.bellwether.alert.notify.slack;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.text.Color;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.Texts;
import dev.bellwether.model.alert.MessageTemplates;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A notification in Slack's blocks.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>
 */
final class SlackMessage {
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_SECTION = 2900;

    private SlackMessage() {}

    static Map<String, Object> of(GroupMessage message, MessageTemplates templates, Texts texts) {
        String title = title(message, templates, texts);
        String body = texts.body(templates, message, Markup.SLACK, LONGEST_SECTION);
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("color", "#" + HexFormat.of().toHexDigits(Color.of(message), 6));
        attachment.put("fallback", texts.title(templates, message, LONGEST_TITLE));
        attachment.put("blocks", List.of(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", body))));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", title);
        json.put("attachments", List.of(attachment));
        json.put("unfurl_links", false);
        return json;
    }

    /** The title in Slack's mark-up. */
    static String title(GroupMessage message, MessageTemplates templates, Texts texts) {
        return Markup.SLACK.bold(Markup.SLACK.escape(texts.title(templates, message, LONGEST_TITLE)));
    }
}
