package dev.bellwether.promql.parser;

/**
 * A place in a text as people count it.
 *
 * @param line from 1
 * @param column from 1, in bytes of UTF-8 as Prometheus counts
 */
public record SourcePosition(int line, int column) {

    /**
     * The line and column of an index.
     *
     * @param index a UTF-16 index from 0 to the text's length; one outside is moved to the nearest end
     */
    public static SourcePosition of(String text, int index) {
        int end = Math.clamp(index, 0, text.length());
        int line = 1;
        int column = 1;
        for (int i = 0; i < end; ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == '\n') {
                line++;
                column = 1;
            } else {
                column += utf8Length(codePoint);
            }
        }
        return new SourcePosition(line, column);
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
