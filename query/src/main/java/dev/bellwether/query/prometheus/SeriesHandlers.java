package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.util.List;

/** {@code /api/v1/series}, {@code labels} and {@code label/…/values}. Safe for use by many threads. */
public final class SeriesHandlers {
    private static final List<String> TRUNCATED = List.of("results truncated due to limit");

    private final SeriesReader reader;

    public SeriesHandlers(SeriesReader reader) {
        this.reader = reader;
    }

    /** The labels of series. */
    public Reply series(Request request) {
        Parameters parameters = request.parameters();
        if (parameters.all("match[]").isEmpty()) {
            throw new PrometheusException(ErrorType.BAD_DATA, "no match[] parameter provided");
        }
        int limit = ParameterReader.limit(parameters);
        Range range = Range.of(parameters);
        List<List<Matcher>> matchers;
        try {
            matchers = SelectorParameter.read(parameters);
        } catch (PrometheusException e) {
            throw PrometheusException.invalidParameter("match[]", String.valueOf(e.getMessage()));
        }
        List<Labels> all = reader.series(matchers, range.startMillis(), range.endMillis(), oneMore(limit));
        List<Labels> shown = truncated(all, limit);
        return Success.reply(
                json -> {
                    json.beginArray();
                    for (Labels labels : shown) {
                        json.labels(labels);
                    }
                    json.endArray();
                },
                warnings(all, shown),
                List.of());
    }

    /** The names of labels. */
    public Reply labelNames(Request request) {
        Parameters parameters = request.parameters();
        int limit = ParameterReader.limit(parameters);
        Range range = Range.of(parameters);
        List<List<Matcher>> matchers = SelectorParameter.read(parameters);
        return texts(reader.labelNames(matchers, range.startMillis(), range.endMillis(), oneMore(limit)), limit);
    }

    /** The values of the label that the path names. */
    public Reply labelValues(Request request) {
        Parameters parameters = request.parameters();
        String name = LabelNameEscape.read(request.pathVariable());
        if (name.isEmpty()) {
            throw new PrometheusException(ErrorType.BAD_DATA, "invalid label name: \"\"");
        }
        int limit = ParameterReader.limit(parameters);
        Range range = Range.of(parameters);
        List<List<Matcher>> matchers = SelectorParameter.read(parameters);
        return texts(reader.labelValues(name, matchers, range.startMillis(), range.endMillis(), oneMore(limit)), limit);
    }

    private static Reply texts(List<String> all, int limit) {
        List<String> shown = truncated(all, limit);
        return Success.reply(json -> json.texts(shown), warnings(all, shown), List.of());
    }

    /** One more than asked for shows whether there is more. */
    private static int oneMore(int limit) {
        return limit == 0 || limit == Integer.MAX_VALUE ? limit : limit + 1;
    }

    private static <T> List<T> truncated(List<T> all, int limit) {
        return limit == 0 || all.size() <= limit ? all : all.subList(0, limit);
    }

    private static List<String> warnings(List<?> all, List<?> shown) {
        return all.size() > shown.size() ? TRUNCATED : List.of();
    }

    private record Range(long startMillis, long endMillis) {
        static Range of(Parameters parameters) {
            return new Range(
                    ParameterReader.optionalTime(parameters, "start", ParameterReader.MIN_TIME_MILLIS),
                    ParameterReader.optionalTime(parameters, "end", ParameterReader.MAX_TIME_MILLIS));
        }
    }
}
