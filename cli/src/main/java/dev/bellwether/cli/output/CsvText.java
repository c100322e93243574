package dev.bellwether.cli.output;

import dev.bellwether.cli.api.QueryData;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes comma-separated values (RFC 4180, lines end in a line feed). Stateless. */
public final class CsvText {
    private CsvText() {}

    /** One line for each point: the labels, the time in UTC, the value. */
    public static void write(QueryData data, PrintWriter out) {
        List<String> names = LabelColumns.names(
                data.series().stream().map(QueryData.Series::labels).toList());
        List<String> heading = new ArrayList<>(names);
        heading.add("timestamp");
        heading.add("value");
        line(heading, out);
        for (QueryData.Series series : data.series()) {
            List<String> labels = LabelColumns.values(series.labels(), names);
            for (QueryData.Point point : series.points()) {
                List<String> cells = new ArrayList<>(labels);
                cells.add(Instant.ofEpochMilli(point.timestampMillis()).toString());
                cells.add(point.text());
                line(cells, out);
            }
        }
    }

    /** One line of cells, quoted where they need it. */
    public static void line(List<String> cells, PrintWriter out) {
        out.print(cells.stream().map(CsvText::cell).collect(Collectors.joining(",")));
        out.print('\n');
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
