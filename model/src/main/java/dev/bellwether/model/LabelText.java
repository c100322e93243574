package dev.bellwether.model;

/**
 * How names and label values are written in PromQL and in the exposition formats.
 *
 * <p>A legacy name matches {@code [a-zA-Z_:][a-zA-Z0-9_:]*} (labels without the colon) and stands bare; every other
 * UTF-8 name is quoted. Follows the Prometheus data model.
 */
public final class LabelText {
    /** A byte that is no part of UTF-8 stands in a text as a lone surrogate, 0x80 as this one. */
    private static final int FIRST_RAW_BYTE = 0xdc80;

    private static final int LAST_RAW_BYTE = 0xdcff;

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

    /** The text in double quotes, with backslash, quote and what cannot be printed escaped as Go does. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            append(codePoint, quoted);
            i += Character.charCount(codePoint);
        }
        return quoted.append('"').toString();
    }

    private static void append(int codePoint, StringBuilder quoted) {
        switch (codePoint) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x0b -> quoted.append("\\v");
            default -> {
                if (isPrintable(codePoint)) {
                    quoted.appendCodePoint(codePoint);
                } else if (codePoint < 0x80) {
                    quoted.append(String.format("\\x%02x", codePoint));
                } else if (codePoint >= FIRST_RAW_BYTE && codePoint <= LAST_RAW_BYTE) {
                    quoted.append(String.format("\\x%02x", codePoint - FIRST_RAW_BYTE + 0x80));
                } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                    quoted.append("\\ufffd");
                } else {
                    quoted.append(String.format(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint));
                }
            }
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII blank, as Go's {@code unicode.IsPrint}. */
    private static boolean isPrintable(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 0x20 && codePoint < 0x7f;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
