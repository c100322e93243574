package dev.bellwether.query.prometheus;

/**
 * Names of labels as they stand in a path: {@code U__} in front means that the rest is escaped, {@code __} for an
 * underscore and {@code _hex_} for any other character. Follows Prometheus's escaping scheme "values".
 */
final class LabelNameEscape {
    private static final String PREFIX = "U__";
    private static final int LONGEST_HEXADECIMAL = 6;

    private LabelNameEscape() {}

    /** The name; the text itself where it is not escaped or the escape is broken. */
    static String read(String text) {
        if (!text.startsWith(PREFIX)) {
            return text;
        }
        StringBuilder name = new StringBuilder();
        int position = PREFIX.length();
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c != '_') {
                name.append(c);
                position++;
                continue;
            }
            int end = text.indexOf('_', position + 1);
            if (end < 0 || end - position - 1 > LONGEST_HEXADECIMAL) {
                return text;
            }
            if (end == position + 1) {
                name.append('_');
            } else {
                try {
                    int codePoint = Integer.parseInt(text, position + 1, end, 16);
                    name.appendCodePoint(codePoint);
                } catch (IllegalArgumentException e) {
                    return text;
                }
            }
            position = end + 1;
        }
        return name.toString();
    }
}
