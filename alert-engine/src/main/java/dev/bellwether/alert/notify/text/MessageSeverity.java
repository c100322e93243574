package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.model.alert.Severity;
import java.util.Comparator;

/** How bad a message is, as people and receivers are told; the worst one comes first. */
public enum MessageSeverity {
    CRITICAL,
    ERROR,
    WARNING,
    INFO;

    /** The worst of the alerts that fire, or of all where none does. */
    public static MessageSeverity of(GroupMessage message) {
        return message.alerts().stream()
                .filter(alert -> alert.firing() || !message.firing())
                .map(MessageSeverity::of)
                .min(Comparator.naturalOrder())
                .orElse(WARNING);
    }

    /** The alert's; a warning where it has none that is known. */
    public static MessageSeverity of(MessageAlert alert) {
        return switch (Severity.of(alert.labels().getOrEmpty("severity")).orElse(Severity.WARNING)) {
            case CRITICAL -> CRITICAL;
            case ERROR -> ERROR;
            case WARNING -> WARNING;
            case INFO, NONE -> INFO;
        };
    }
}
