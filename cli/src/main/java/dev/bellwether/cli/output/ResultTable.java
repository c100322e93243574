package dev.bellwether.cli.output;

import dev.bellwether.cli.api.QueryData;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * The result of a query as a table: a column for each label, or one for all of them where the terminal is too narrow. A
 * result over time has a line for each series: how many points, least, mean, greatest and last value, and a sparkline.
 */
public final class ResultTable {
    private static final int SPARKS = 24;

    private final QueryData data;
    private final long startMillis;
    private final long endMillis;

    /** A table of a result; for one over time the range gives the sparklines their ends. */
    public ResultTable(QueryData data, long startMillis, long endMillis) {
        this.data = data;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    /** Writes the table. */
    public void print(Terminal terminal) {
        if (data.type().equals("scalar") || data.type().equals("string")) {
            data.series()
                    .forEach(series ->
                            terminal.out().println(series.points().getFirst().text()));
            return;
        }
        if (data.series().isEmpty()) {
            terminal.out().println("no series");
            return;
        }
        TextTable wide = table(true);
        (wide.width() <= terminal.columns() ? wide : table(false)).print(terminal);
    }

    private TextTable table(boolean columnForEachLabel) {
        List<String> names = LabelColumns.names(
                data.series().stream().map(QueryData.Series::labels).toList());
        boolean split = columnForEachLabel && !names.isEmpty();
        List<Column> columns = new ArrayList<>();
        if (split) {
            names.forEach(name -> columns.add(Column.left(LabelColumns.heading(name))));
        } else {
            columns.add(Column.left("SERIES"));
        }
        columns.addAll(data.isMatrix() ? matrixColumns() : List.of(Column.right("VALUE")));
        TextTable table = new TextTable(columns);
        for (QueryData.Series series : data.series()) {
            List<String> cells = new ArrayList<>(
                    split ? LabelColumns.values(series.labels(), names) : List.of(text(series.labels())));
            if (data.isMatrix()) {
                addSummary(series, cells);
            } else {
                cells.add(series.points().getFirst().text());
            }
            table.add(cells);
        }
        return table;
    }

    private static String text(Labels labels) {
        return labels.isEmpty() ? "{}" : labels.toString();
    }

    private static List<Column> matrixColumns() {
        return List.of(
                Column.right("POINTS"),
                Column.right("MIN"),
                Column.right("MEAN"),
                Column.right("MAX"),
                Column.right("LAST"),
                Column.left("TREND"));
    }

    private void addSummary(QueryData.Series series, List<String> cells) {
        DoubleSummaryStatistics numbers = series.points().stream()
                .mapToDouble(QueryData.Point::number)
                .filter(number -> !Double.isNaN(number))
                .summaryStatistics();
        boolean any = numbers.getCount() > 0;
        cells.add(String.format(Locale.ROOT, "%d", series.points().size()));
        cells.add(any ? ShortNumber.of(numbers.getMin(), 4) : "");
        cells.add(any ? ShortNumber.of(numbers.getAverage(), 4) : "");
        cells.add(any ? ShortNumber.of(numbers.getMax(), 4) : "");
        QueryData.Point last = series.points().getLast();
        cells.add(Double.isNaN(last.number()) ? last.text() : ShortNumber.of(last.number(), 4));
        cells.add(Sparkline.of(series.points(), startMillis, endMillis, SPARKS));
    }
}
