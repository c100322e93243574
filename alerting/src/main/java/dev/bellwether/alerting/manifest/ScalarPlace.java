package dev.bellwether.alerting.manifest;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A place inside a scalar, for instance of an error in an expression.
 *
 * @param line the line in the file, from 1
 * @param column the column in characters, from 1
 */
public record ScalarPlace(int line, int column) {
    /**
     * The place in the file of a place in a scalar's value, whatever the style it is written in: its characters that are no
     * blanks are looked up in the file one after the other.
     *
     * @param source the whole file
     * @param offset index in the scalar's value
     */
    public static ScalarPlace of(String source, ScalarNode scalar, int offset) {
        Mark mark = scalar.getStartMark().orElse(null);
        if (mark == null) {
            return new ScalarPlace(1, 1);
        }
        int start = index(source, mark);
        int index = behindIndicator(source, scalar, start);
        String value = scalar.getValue();
        int end = Math.min(offset, value.length());
        for (int i = 0; i < end; i++) {
            char wanted = value.charAt(i);
            if (!Character.isWhitespace(wanted)) {
                int found = source.indexOf(wanted, index);
                if (found < 0) {
                    return at(source, start);
                }
                index = found + 1;
            }
        }
        if (offset < value.length() && !Character.isWhitespace(value.charAt(offset))) {
            int found = source.indexOf(value.charAt(offset), index);
            index = found < 0 ? index : found;
        }
        return at(source, index);
    }

    /** Index of the first character of the value: behind a quote, or on the line below {@code |} or {@code >}. */
    private static int behindIndicator(String source, ScalarNode scalar, int start) {
        ScalarStyle style = scalar.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            int end = source.indexOf('\n', start);
            return end < 0 ? start : end + 1;
        }
        return scalar.isPlain() ? start : start + 1;
    }

    private static int index(String source, Mark mark) {
        int index = 0;
        for (int line = 0; line < mark.getLine(); line++) {
            int end = source.indexOf('\n', index);
            if (end < 0) {
                return source.length();
            }
            index = end + 1;
        }
        int room = source.codePointCount(index, source.length());
        return source.offsetByCodePoints(index, Math.min(mark.getColumn(), room));
    }

    private static ScalarPlace at(String source, int index) {
        int lineStart = index == 0 ? 0 : source.lastIndexOf('\n', index - 1) + 1;
        int line = 1
                + (int) source.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new ScalarPlace(line, source.codePointCount(lineStart, index) + 1);
    }
}
