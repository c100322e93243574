package dev.bellwether.cli.output;

import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Columns of text under headings. Not safe for use by many threads. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A heading and on which side its cells stand. */
    public record Column(String heading, boolean right) {
        public static Column left(String heading) {
            return new Column(heading, false);
        }

        public static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    public TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row with a cell for each column. */
    public void add(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /** How many characters a line needs. */
    public int width() {
        int width = GAP.length() * (columns.size() - 1);
        for (int column = 0; column < columns.size(); column++) {
            width += width(column);
        }
        return width;
    }

    private int width(int column) {
        int width = length(columns.get(column).heading());
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    /** How many characters people see. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Writes the table; where lines would be too long for the terminal, the widest left column is cut. */
    public void print(Terminal terminal) {
        int[] widths = new int[columns.size()];
        int widest = -1;
        for (int column = 0; column < widths.length; column++) {
            widths[column] = width(column);
            if (!columns.get(column).right() && (widest < 0 || widths[column] > widths[widest])) {
                widest = column;
            }
        }
        int excess = width() - terminal.columns();
        if (excess > 0 && widest >= 0) {
            widths[widest] = Math.max(length(columns.get(widest).heading()), widths[widest] - excess);
        }
        terminal.out()
                .println(terminal.coloured(
                        Colour.BOLD, line(columns.stream().map(Column::heading).toList(), widths)));
        rows.forEach(row -> terminal.out().println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cut(cells.get(column), widths[column]);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(column == 0 ? "" : GAP);
            line.append(columns.get(column).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    /** A text of at most so many characters; what was cut ends in an ellipsis. */
    public static String cut(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }
}
