package dev.bellwether.cli.graph;

import dev.bellwether.cli.api.QueryData;
import dev.bellwether.cli.output.ShortNumber;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.Terminal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Draws series over time: lines of braille dots between axes, a legend below. Each series has a colour and, where there
 * are several, a mark of its own on its line, so that nobody needs to see colours.
 */
public final class Plot {
    /** So many series are drawn; the legend says how many more there are. */
    public static final int MOST_SERIES = 8;

    private static final String MARKS = "●▲■◆○△□◇";
    private static final Colour[] COLOURS = {
        Colour.CYAN, Colour.YELLOW, Colour.GREEN, Colour.MAGENTA,
        Colour.BRIGHT_BLUE, Colour.BRIGHT_RED, Colour.BLUE, Colour.RED
    };
    private static final int DEFAULT_WIDTH = 100;
    private static final int MARKS_ON_A_LINE = 5;

    private final Terminal terminal;
    private final TimeAxis time;
    private final long stepMillis;
    private final int height;

    /**
     * A plot.
     *
     * @param stepMillis the distance of points; where more than two are missing the line has a gap
     * @param height lines of the plot without its legend, at least 4
     */
    public Plot(Terminal terminal, long startMillis, long endMillis, long stepMillis, int height, ZoneId zone) {
        this.terminal = terminal;
        this.time = new TimeAxis(startMillis, endMillis, zone);
        this.stepMillis = stepMillis;
        this.height = Math.max(4, height);
    }

    /** Draws the series with the greatest values; points that are no finite numbers are left out. */
    public void print(List<QueryData.Series> all) {
        List<QueryData.Series> drawable =
                all.stream().filter(each -> numbers(each).findAny().isPresent()).toList();
        if (drawable.isEmpty()) {
            terminal.out().println(all.isEmpty() ? "no series" : "no numbers to draw in " + all.size() + " series");
            return;
        }
        List<QueryData.Series> drawn = greatest(drawable);
        double lowest = drawn.stream().flatMapToDouble(Plot::numbers).min().orElse(0);
        double highest = drawn.stream().flatMapToDouble(Plot::numbers).max().orElse(0);
        ValueAxis values = ValueAxis.of(lowest, highest, Math.max(2, height / 4));
        int labelWidth = values.ticks().stream()
                .mapToInt(tick -> ValueAxis.label(tick).length())
                .max()
                .orElse(1);
        int width = Math.max(
                10, Math.min(terminal.columns(), terminal.interactive() ? 200 : DEFAULT_WIDTH) - labelWidth - 3);
        BrailleCanvas canvas = new BrailleCanvas(width, height);
        for (int i = 0; i < drawn.size(); i++) {
            line(canvas, values, drawn.get(i), i);
        }
        if (drawn.size() > 1) {
            for (int i = 0; i < drawn.size(); i++) {
                marks(canvas, values, drawn.get(i), i, drawn.size());
            }
        }
        printRows(canvas, values, labelWidth, width);
        printTimes(labelWidth, width);
        printLegend(drawn, all.size());
    }

    private static DoubleStream numbers(QueryData.Series series) {
        return series.points().stream().mapToDouble(QueryData.Point::number).filter(Double::isFinite);
    }

    private static List<QueryData.Series> greatest(List<QueryData.Series> all) {
        if (all.size() <= MOST_SERIES) {
            return all;
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(
                        (QueryData.Series each) -> -numbers(each).max().orElse(0)))
                .limit(MOST_SERIES)
                .toList();
    }

    private int x(BrailleCanvas canvas, long timestamp) {
        return (int) Math.round(time.share(timestamp) * (canvas.dotColumns() - 1));
    }

    private static int y(BrailleCanvas canvas, ValueAxis values, double value) {
        return (int) Math.round((1 - values.share(value)) * (canvas.dotRows() - 1));
    }

    private void line(BrailleCanvas canvas, ValueAxis values, QueryData.Series series, int owner) {
        QueryData.Point previous = null;
        for (QueryData.Point point : series.points()) {
            if (!Double.isFinite(point.number())) {
                previous = null;
                continue;
            }
            int x = x(canvas, point.timestampMillis());
            int y = y(canvas, values, point.number());
            boolean connected =
                    previous != null && point.timestampMillis() - previous.timestampMillis() <= 2 * stepMillis;
            if (connected && previous != null) {
                canvas.line(x(canvas, previous.timestampMillis()), y(canvas, values, previous.number()), x, y, owner);
            } else {
                canvas.dot(x, y, owner);
            }
            previous = point;
        }
    }

    private void marks(BrailleCanvas canvas, ValueAxis values, QueryData.Series series, int index, int count) {
        List<QueryData.Point> points = series.points().stream()
                .filter(point -> Double.isFinite(point.number()))
                .toList();
        int marks = Math.min(MARKS_ON_A_LINE, points.size());
        for (int i = 0; i < marks; i++) {
            double share = (i + (index + 0.5) / count) / marks;
            QueryData.Point point = points.get((int) Math.min(points.size() - 1L, (long) (share * points.size())));
            canvas.mark(
                    x(canvas, point.timestampMillis()), y(canvas, values, point.number()), MARKS.charAt(index), index);
        }
    }

    private void printRows(BrailleCanvas canvas, ValueAxis values, int labelWidth, int width) {
        String[] labels = new String[height];
        for (double tick : values.ticks()) {
            labels[Math.clamp(y(canvas, values, tick) / 4, 0, height - 1)] = ValueAxis.label(tick);
        }
        for (int row = 0; row < height; row++) {
            String label = labels[row] == null ? "" : labels[row];
            StringBuilder line = new StringBuilder(" ".repeat(labelWidth - label.length()))
                    .append(label)
                    .append(label.isEmpty() ? " │" : " ┤");
            int column = 0;
            while (column < width) {
                int owner = canvas.owner(column, row);
                int end = column;
                StringBuilder run = new StringBuilder();
                while (end < width && canvas.owner(end, row) == owner) {
                    run.append(canvas.character(end, row));
                    end++;
                }
                line.append(owner < 0 ? run : terminal.coloured(COLOURS[owner], run.toString()));
                column = end;
            }
            terminal.out().println(line.toString().stripTrailing());
        }
    }

    private void printTimes(int labelWidth, int width) {
        StringBuilder axis = new StringBuilder("─".repeat(width));
        StringBuilder labels = new StringBuilder(" ".repeat(width + 12));
        int free = 0;
        for (TimeAxis.Tick tick : time.ticks(Math.max(2, width / 14))) {
            int column = (int) Math.round(time.share(tick.timestampMillis()) * (width - 1));
            int length = tick.label().length();
            int start = Math.clamp(column - length / 2, 0, width + 1 - length);
            if (start >= free) {
                axis.setCharAt(column, '┬');
                labels.replace(start, start + length, tick.label());
                free = start + length + 2;
            }
        }
        String indent = " ".repeat(labelWidth + 1);
        terminal.out().println(indent + "└" + axis);
        terminal.out().println((indent + " " + labels).stripTrailing());
    }

    private void printLegend(List<QueryData.Series> drawn, int all) {
        for (int i = 0; i < drawn.size(); i++) {
            QueryData.Series series = drawn.get(i);
            String mark = drawn.size() > 1 ? MARKS.charAt(i) + " " : "";
            String last = "  last " + ShortNumber.of(numbers(series).reduce(0, (first, second) -> second), 4);
            String labels = series.labels().isEmpty() ? "{}" : series.labels().toString();
            int room = terminal.columns() - mark.length() - last.length() - 2;
            terminal.out()
                    .println("  " + terminal.coloured(COLOURS[i], mark + TextTable.cut(labels, Math.max(10, room)))
                            + last);
        }
        if (all > drawn.size()) {
            terminal.out()
                    .println("  and " + (all - drawn.size()) + " more series, not drawn: topk(" + MOST_SERIES
                            + ", …) or an aggregation makes them fewer");
        }
    }
}
