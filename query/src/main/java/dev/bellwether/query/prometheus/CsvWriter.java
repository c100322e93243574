package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.query.json.GoFloat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a query gives as CSV (RFC 4180): a column for each label, then time (RFC 3339) and value; a row for each
 * sample. Native histograms are shown by their count and sum.
 */
final class CsvWriter {
    private CsvWriter() {}

    static void write(QueryResult result, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        switch (result) {
            case QueryResult.Scalar scalar -> {
                header(List.of(), writer);
                row(List.of(), Labels.EMPTY, scalar.timestampMillis(), GoFloat.format(scalar.value()), writer);
            }
            case QueryResult.Text text -> {
                header(List.of(), writer);
                row(List.of(), Labels.EMPTY, text.timestampMillis(), text.value(), writer);
            }
            case QueryResult.InstantVector vector -> {
                Collection<String> names = names(vector.samples().stream()
                        .map(QueryResult.Sample::labels)
                        .toList());
                header(names, writer);
                for (QueryResult.Sample sample : vector.samples()) {
                    String value = text(sample.value(), sample.histogram());
                    row(names, sample.labels(), sample.timestampMillis(), value, writer);
                }
            }
            case QueryResult.Matrix matrix -> matrix(matrix, writer);
        }
        writer.flush();
    }

    private static void matrix(QueryResult.Matrix matrix, Writer writer) throws IOException {
        Collection<String> names =
                names(matrix.series().stream().map(QueryResult.Series::labels).toList());
        header(names, writer);
        for (QueryResult.Series series : matrix.series()) {
            @Nullable NativeHistogram @Nullable [] histograms = series.histograms();
            for (int i = 0; i < series.timestampMillis().length; i++) {
                String value = text(series.values()[i], histograms == null ? null : histograms[i]);
                row(names, series.labels(), series.timestampMillis()[i], value, writer);
            }
        }
    }

    private static Collection<String> names(List<Labels> all) {
        Collection<String> names = new TreeSet<>();
        for (Labels labels : all) {
            for (int i = 0; i < labels.size(); i++) {
                names.add(labels.name(i));
            }
        }
        return names;
    }

    private static String text(double value, @Nullable NativeHistogram histogram) {
        return histogram == null
                ? GoFloat.format(value)
                : "count=" + GoFloat.format(histogram.count()) + " sum=" + GoFloat.format(histogram.sum());
    }

    private static void header(Collection<String> names, Writer writer) throws IOException {
        for (String name : names) {
            cell(name, writer);
            writer.write(',');
        }
        writer.write("time,value\r\n");
    }

    private static void row(Collection<String> names, Labels labels, long timeMillis, String value, Writer writer)
            throws IOException {
        for (String name : names) {
            cell(labels.getOrEmpty(name), writer);
            writer.write(',');
        }
        writer.write(Instant.ofEpochMilli(timeMillis).toString());
        writer.write(',');
        cell(value, writer);
        writer.write("\r\n");
    }

    private static void cell(String text, Writer writer) throws IOException {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        writer.write(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
    }
}
