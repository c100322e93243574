package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage;

/** The colour beside a notification, as 0xRRGGBB: green for the end, else by severity. */
public final class Color {
    private Color() {}

    /** The notification's. */
    public static int of(GroupMessage message) {
        if (!message.firing()) {
            return 0x2e7d32;
        }
        return switch (MessageSeverity.of(message)) {
            case CRITICAL -> 0xb71c1c;
            case ERROR -> 0xe53935;
            case WARNING -> 0xf9a825;
            case INFO -> 0x1e88e5;
        };
    }
}
