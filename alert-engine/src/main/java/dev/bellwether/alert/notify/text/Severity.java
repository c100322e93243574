package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import java.util.Comparator;
import java.util.Locale;

/** How bad it is, from the label {@code severity}; the worst one comes first. */
public enum Severity {
    CRITICAL,
    ERROR,
    WARNING,
    INFO;

    /** The worst of the alerts that fire, or of all where none does. */
    public static Severity of(GroupMessage message) {
        return message.alerts().stream()
                .filter(alert -> alert.firing() || !message.firing())
                .map(Severity::of)
                .min(Comparator.naturalOrder())
                .orElse(WARNING);
    }

    /** The alert's; a warning where it has none that is known. */
    public static Severity of(MessageAlert alert) {
        String label = alert.labels().get("severity");
        return switch (label == null ? "" : label.toLowerCase(Locale.ROOT)) {
            case "critical", "page", "emergency", "fatal", "disaster", "p1" -> CRITICAL;
            case "error", "major", "high", "p2" -> ERROR;
            case "info", "informational", "none", "debug", "low", "p4", "p5" -> INFO;
            default -> WARNING;
        };
    }
}
