package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.model.alert.MessageTemplates;

/** Titles and texts for people: Bellwether's own. Immutable. */
public final class Texts {
    private static final int MOST_ALERTS = 20;

    /** The title, in one line of at most this many characters. */
    public String title(MessageTemplates templates, GroupMessage message, int longest) {
        return AlertText.bounded(MessageText.of(message, 1).title(), longest);
    }

    /** The text below the title, marked up, in at most this many characters. */
    public String body(MessageTemplates templates, GroupMessage message, Markup markup, int longest) {
        return new TextLayout(MessageText.of(message, MOST_ALERTS), markup).body(longest);
    }
}
