package dev.bellwether.cli.terminal;

import java.util.List;

/** A text of which lines are shown with a caret under the place that is at fault. Immutable. */
public final class SourceText {
    private static final int MOST_SHOWN = 160;

    private final List<String> lines;

    private SourceText(List<String> lines) {
        this.lines = lines;
    }

    public static SourceText of(String text) {
        return new SourceText(text.lines().toList());
    }

    /** The column in characters of a column in bytes of UTF-8, both from 1. */
    public int characterColumn(int line, int byteColumn) {
        if (line < 1 || line > lines.size()) {
            return byteColumn;
        }
        String text = lines.get(line - 1);
        int bytes = 1;
        int column = 1;
        for (int i = 0; i < text.length() && bytes < byteColumn; column++) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        }
        return column;
    }

    /**
     * The line with its number and below it carets.
     *
     * @param line from 1; empty for one that does not exist
     * @param column from 1, in characters
     * @param length how many characters are at fault; cut at the end of the line, at least one caret
     */
    public String excerpt(int line, int column, int length) {
        if (line < 1 || line > lines.size()) {
            return "";
        }
        String text = lines.get(line - 1).replace('\t', ' ');
        int count = text.codePointCount(0, text.length());
        int first = column > MOST_SHOWN - 20 ? column - MOST_SHOWN / 2 : 0;
        int last = Math.min(count, first + MOST_SHOWN);
        String shown =
                text.substring(text.offsetByCodePoints(0, Math.min(first, count)), text.offsetByCodePoints(0, last));
        String number = Integer.toString(line);
        int carets = Math.clamp(last - column + 1L, 1, Math.max(1, length));
        return "  " + number + " | " + (first > 0 ? "…" : "") + shown + (last < count ? "…" : "")
                + System.lineSeparator()
                + "  " + " ".repeat(number.length()) + " | "
                + " ".repeat(Math.max(0, column - 1 - first + (first > 0 ? 1 : 0))) + "^".repeat(carets);
    }
}
