package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.histogram.HistogramText;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Series and an engine to ask; results as texts that tests can compare. */
final class Scenario {
    private final InMemorySeries series = new InMemorySeries();
    private final long stepMillis;
    private QueryOptions options = QueryOptions.DEFAULT;

    private Scenario(long stepMillis) {
        this.stepMillis = stepMillis;
    }

    /** Samples stand this far apart, the first at time 0. */
    static Scenario every(Duration step) {
        return new Scenario(step.toMillis());
    }

    Scenario with(QueryOptions otherOptions) {
        options = otherOptions;
        return this;
    }

    /** Adds a series; {@code _} is a gap and {@code stale} a stale marker. */
    Scenario series(String labels, String values) {
        Labels parsed = labels(labels);
        long time = 0;
        for (String value : values.split(" ", -1)) {
            switch (value) {
                case "_" -> {
                    // A gap.
                }
                case "stale" -> series.add(parsed, time, SpecialValues.STALE);
                case "NaN" -> series.add(parsed, time, Double.NaN);
                case "Inf" -> series.add(parsed, time, Double.POSITIVE_INFINITY);
                case "-Inf" -> series.add(parsed, time, Double.NEGATIVE_INFINITY);
                default -> series.add(parsed, time, Double.parseDouble(value));
            }
            time += stepMillis;
        }
        return this;
    }

    /** Adds a series of histograms. */
    Scenario histograms(String labels, NativeHistogram... histograms) {
        Labels parsed = labels(labels);
        for (int i = 0; i < histograms.length; i++) {
            series.add(parsed, i * stepMillis, histograms[i]);
        }
        return this;
    }

    private static Labels labels(String text) {
        return PromqlParser.parseSeries(text);
    }

    InMemorySeries reader() {
        return series;
    }

    QueryResult instant(String query, Duration time) {
        return new QueryEngine(options).instant(parse(query), time.toMillis(), series);
    }

    QueryResult range(String query, Duration start, Duration end, Duration step) {
        return new QueryEngine(options).range(parse(query), start.toMillis(), end.toMillis(), step, series);
    }

    /** The result of an instant query: a line for each element, in the order in which they come. */
    List<String> lines(String query, Duration time) {
        return lines(instant(query, time));
    }

    static List<String> lines(QueryResult result) {
        List<String> lines = new ArrayList<>();
        switch (result) {
            case QueryResult.Scalar scalar -> lines.add(NumberText.shortest(scalar.value()));
            case QueryResult.Text text -> lines.add(text.value());
            case QueryResult.InstantVector vector -> {
                for (QueryResult.Sample sample : vector.samples()) {
                    NativeHistogram histogram = sample.histogram();
                    lines.add(sample.labels() + " "
                            + (histogram == null ? NumberText.shortest(sample.value()) : HistogramText.of(histogram)));
                }
            }
            case QueryResult.Matrix matrix -> {
                for (QueryResult.Series each : matrix.series()) {
                    StringBuilder line = new StringBuilder(each.labels().toString());
                    for (int i = 0; i < each.timestampMillis().length; i++) {
                        NativeHistogram histogram = each.histograms() == null ? null : each.histograms()[i];
                        line.append(' ')
                                .append(each.timestampMillis()[i] / 1000)
                                .append(':')
                                .append(
                                        histogram == null
                                                ? NumberText.shortest(each.values()[i])
                                                : HistogramText.of(histogram));
                    }
                    lines.add(line.toString());
                }
            }
        }
        return lines;
    }

    static Expression parse(String query) {
        return PromqlParser.parse(query, ParserOptions.ALL);
    }
}
