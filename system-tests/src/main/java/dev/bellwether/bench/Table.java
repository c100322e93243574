package dev.bellwether.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table in Markdown, aligned so that it reads well on a terminal too. */
final class Table {
    private static final List<String> HEAD =
            List.of("figure", "measured", "reference in the same run", "ratio", "to reach", "reached");

    private Table() {}

    /** The table, then the notes of its rows. */
    static String markdown(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Row row : rows) {
            lines.add(List.of(
                    row.figure(),
                    row.measured(),
                    row.reference().isEmpty() ? "–" : row.reference(),
                    row.ratio().isEmpty() ? "–" : row.ratio(),
                    row.target().isEmpty() ? "–" : row.target(),
                    row.verdict().text()));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            line(text, lines.get(i), widths);
            if (i == 0) {
                line(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
            }
        }
        text.append('\n');
        for (Row row : rows) {
            if (!row.note().isEmpty()) {
                text.append("- ")
                        .append(row.figure())
                        .append(": ")
                        .append(row.note())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ")
                    .append(cells.get(i))
                    .repeat(' ', widths[i] - cells.get(i).length() + 1);
        }
        text.append("|\n");
    }
}
