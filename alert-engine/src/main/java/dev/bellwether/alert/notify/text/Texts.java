package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alerting.template.AlertmanagerFunctions;
import dev.bellwether.alerting.template.NotificationData;
import dev.bellwether.alerting.template.NotificationData.NotifiedAlert;
import dev.bellwether.alerting.template.Template;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.alerting.template.TemplateFunctions;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.model.alert.MessageTemplates;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/**
 * Titles and texts for people: a notifier's own templates, or what Bellwether writes where there is none. A template that
 * fails costs nobody a page: Bellwether's own text goes out with the reason below it. Safe for use by many threads.
 */
public final class Texts {
    private static final int MOST_ALERTS = 20;
    private static final int LONGEST_REASON = 300;

    private final TemplateFunctions functions;

    /** @param clock tells templates the time */
    public Texts(Clock clock) {
        functions = AlertmanagerFunctions.of(clock);
    }

    /** The title, in one line of at most this many characters; not marked up. */
    public String title(MessageTemplates templates, GroupMessage message, int longest) {
        return AlertText.bounded(title(templates.title(), message), longest);
    }

    private String title(String template, GroupMessage message) {
        if (!template.isEmpty()) {
            try {
                String title = render("title", template, message)
                        .replaceAll("\\s+", " ")
                        .strip();
                if (!title.isEmpty()) {
                    return title;
                }
            } catch (TemplateException e) {
                // The text below says so; here is no room for it.
                return MessageText.of(message, 1).title();
            }
        }
        return MessageText.of(message, 1).title();
    }

    /**
     * The text below the title, in at most this many characters. A template writes the receiver's mark-up itself; in HTML it
     * cannot be cut, so that Bellwether's own text stands for one that is too long.
     */
    public String body(MessageTemplates templates, GroupMessage message, Markup markup, int longest) {
        if (templates.text().isEmpty()) {
            return own(message, markup, longest);
        }
        try {
            String text = render("text", templates.text(), message).strip();
            if (text.isEmpty() || text.length() > longest && markup == Markup.HTML) {
                return own(message, markup, longest);
            }
            return AlertText.bounded(text, longest);
        } catch (TemplateException e) {
            String reason = "\n\n(" + AlertText.bounded(String.valueOf(e.getMessage()), LONGEST_REASON) + ")";
            String note = markup.escape(reason);
            return longest < 3 * note.length()
                    ? own(message, markup, longest)
                    : own(message, markup, longest - note.length()) + note;
        }
    }

    private static String own(GroupMessage message, Markup markup, int longest) {
        return new TextLayout(MessageText.of(message, MOST_ALERTS), markup).body(longest);
    }

    /**
     * What a template gives for a notification.
     *
     * @param name what it is for, named in errors
     * @throws TemplateException where it cannot be read or rendered
     */
    public String render(String name, String template, GroupMessage message) {
        return Template.parse(name, template).render(data(message), functions, TemplateLimits.NOTIFICATION);
    }

    private static NotificationData data(GroupMessage message) {
        return new NotificationData(
                message.receiver(),
                status(message.firing()),
                message.alerts().stream().map(Texts::data).toList(),
                message.reason().name().toLowerCase(Locale.ROOT),
                message.groupLabels().toMap(),
                message.externalUrl());
    }

    private static NotifiedAlert data(MessageAlert alert) {
        return new NotifiedAlert(
                status(alert.firing()),
                alert.labels().toMap(),
                alert.annotations(),
                Instant.ofEpochMilli(alert.startsAtMillis()),
                alert.firing() ? null : Instant.ofEpochMilli(alert.endsAtMillis()),
                alert.generatorUrl(),
                alert.fingerprint());
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }
}
