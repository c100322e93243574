package dev.bellwether.model;

/**
 * How names and label values are written in PromQL and in the exposition formats.
 *
 * <p>A legacy name matches {@code [a-zA-Z_:][a-zA-Z0-9_:]*} (labels without the colon) and stands bare; every other
 * UTF-8 name is quoted. Follows the Prometheus data model.
 */
public final class LabelText {
    private LabelText() {}

    /** Whether a metric's name can stand without quotes. */
    public static boolean isLegacyMetricName(String name) {
        return isLegacy(name, true);
    }

    /** Whether a label's name can stand without quotes. */
    public static boolean isLegacyLabelName(String name) {
        return isLegacy(name, false);
    }

    private static boolean isLegacy(String name, boolean colonAllowed) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colonAllowed && c == ':');
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** The text in double quotes, with backslash, quote and control characters escaped as Go does. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
