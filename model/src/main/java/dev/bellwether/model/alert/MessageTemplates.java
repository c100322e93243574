package dev.bellwether.model.alert;

/**
 * Go templates with Alertmanager's data for what people read.
 *
 * @param title the title or subject, empty for the one that Bellwether writes
 * @param text the text, empty for the one that Bellwether writes
 */
public record MessageTemplates(String title, String text) {
    /** Bellwether's own texts. */
    public static final MessageTemplates DEFAULT = new MessageTemplates("", "");
}
