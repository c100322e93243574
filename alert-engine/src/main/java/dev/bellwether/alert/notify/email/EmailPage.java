package dev.bellwether.alert.notify.email;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.text.AlertText;
import dev.bellwether.alert.notify.text.Color;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageText;
import dev.bellwether.alert.notify.text.TextLayout;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The HTML part of a mail: styles in their elements and no picture, as mail programs want it. */
final class EmailPage {
    private static final int MOST_ALERTS = 50;

    private EmailPage() {}

    static String of(GroupMessage message) {
        MessageText text = MessageText.of(message, MOST_ALERTS);
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html><body style=\"font-family:sans-serif;color:#222;max-width:40em\">\n")
                .append("<h2 style=\"border-left:6px solid #")
                .append(HexFormat.of().toHexDigits(Color.of(message), 6))
                .append(";padding-left:10px\">")
                .append(escape(text.title()))
                .append("</h2>\n");
        if (!text.commonLabels().isEmpty()) {
            page.append("<p style=\"color:#555\">")
                    .append(escape(text.commonLabels()))
                    .append("</p>\n");
        }
        text.alerts().forEach(alert -> append(page, alert));
        if (text.more() > 0) {
            page.append("<p>").append(TextLayout.more(text.more())).append("</p>\n");
        }
        if (!text.externalUrl().isEmpty()) {
            page.append("<p>")
                    .append(Markup.HTML.link("Bellwether", text.externalUrl()))
                    .append("</p>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static void append(StringBuilder page, AlertText alert) {
        page.append("<div style=\"border:1px solid #ddd;border-radius:4px;padding:8px 12px;margin:8px 0\">\n<b>")
                .append(alert.firing() ? "Firing: " : "Resolved: ")
                .append(escape(alert.summary()))
                .append("</b>\n");
        paragraph(page, alert.description());
        paragraph(page, alert.value() + ", " + alert.time());
        paragraph(page, alert.labels());
        if (!alert.links().isEmpty()) {
            page.append("<p>")
                    .append(alert.links().stream()
                            .map(link -> Markup.HTML.link(link.label(), link.address()))
                            .collect(Collectors.joining(" · ")))
                    .append("</p>\n");
        }
        page.append("</div>\n");
    }

    private static void paragraph(StringBuilder page, String text) {
        if (!text.isEmpty()) {
            page.append("<p>").append(escape(text).replace("\n", "<br>")).append("</p>\n");
        }
    }

    private static String escape(String text) {
        return Markup.HTML.escape(text);
    }
}
