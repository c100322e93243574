package dev.bellwether.cli.api;

import dev.bellwether.model.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The result of a query.
 *
 * @param type {@code vector}, {@code matrix}, {@code scalar} or {@code string}
 * @param series what was found; a scalar or a string is one series without labels
 */
public record QueryData(String type, List<Series> series) {
    public QueryData {
        series = List.copyOf(series);
    }

    /** One series with its points in the order of time. */
    public record Series(Labels labels, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * One point.
     *
     * @param text the value as the server wrote it, a histogram as {@code {count:3, sum:4.5, (1,2]:3}}
     * @param number the value, not-a-number for histograms and strings
     */
    public record Point(long timestampMillis, String text, double number) {}

    /** Whether there are points over time, not one for each series. */
    public boolean isMatrix() {
        return type.equals("matrix");
    }

    /**
     * Reads the field {@code data} of an answer.
     *
     * @throws ApiException where it is not the result of a query
     */
    public static QueryData read(ApiAnswer answer) {
        Map<String, ?> data = JsonTree.object(answer.data());
        String type = JsonTree.text(data.get("resultType"));
        Object result = data.get("result");
        try {
            return new QueryData(
                    type,
                    switch (type) {
                        case "vector", "matrix" ->
                            JsonTree.list(result).stream()
                                    .map(QueryData::series)
                                    .toList();
                        case "scalar", "string" ->
                            List.of(new Series(Labels.EMPTY, List.of(point(JsonTree.list(result), false))));
                        default -> throw new ApiException("the answer's resultType is \"" + type + "\", unknown here");
                    });
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new ApiException("the answer is not the result of a query: " + e.getMessage(), e);
        }
    }

    private static Series series(@org.jspecify.annotations.Nullable Object json) {
        Map<String, ?> object = JsonTree.object(json);
        Labels.Builder labels = Labels.builder();
        JsonTree.object(object.get("metric")).forEach((name, value) -> labels.set(name, JsonTree.text(value)));
        List<Point> points = new ArrayList<>();
        if (object.get("value") instanceof List<?> value) {
            points.add(point(value, false));
        }
        if (object.get("histogram") instanceof List<?> histogram) {
            points.add(point(histogram, true));
        }
        JsonTree.list(object.get("values")).forEach(value -> points.add(point(JsonTree.list(value), false)));
        JsonTree.list(object.get("histograms")).forEach(value -> points.add(point(JsonTree.list(value), true)));
        points.sort(Comparator.comparingLong(Point::timestampMillis));
        return new Series(labels.build(), points);
    }

    private static Point point(List<?> pair, boolean histogram) {
        long time = new BigDecimal(JsonTree.text(pair.get(0))).movePointRight(3).longValue();
        if (histogram) {
            return new Point(time, HistogramJson.text(JsonTree.object(pair.get(1))), Double.NaN);
        }
        String text = JsonTree.text(pair.get(1));
        return new Point(time, text, number(text));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }
}
