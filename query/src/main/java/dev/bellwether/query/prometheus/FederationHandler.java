package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.json.GoFloat;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code /federate}: the newest sample of each selected series in the text format, for another Prometheus to scrape.
 *
 * <p>Stale series and native histograms, for which the text format has no words, are left out, as Prometheus does. Safe
 * for use by many threads.
 */
public final class FederationHandler {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8";

    private final SeriesReader reader;
    private final Duration lookback;
    private final Clock clock;

    public FederationHandler(SeriesReader reader, Duration lookback, Clock clock) {
        this.reader = reader;
        this.lookback = lookback;
        this.clock = clock;
    }

    /** The newest samples. Without {@code match[]} there are none. */
    public Reply federate(Request request) {
        List<List<Matcher>> selectors = SelectorParameter.read(request.parameters());
        long end = clock.millis();
        Comparator<Labels> byName = Comparator.comparing(Labels::metricName);
        TreeMap<Labels, String> lines = new TreeMap<>(byName.thenComparing(Comparator.naturalOrder()));
        for (List<Matcher> selector : selectors) {
            Selection selection = new Selection(selector, end - lookback.toMillis() + 1, end);
            try (SeriesCursor cursor = reader.select(selection)) {
                while (cursor.nextSeries()) {
                    String sample = newest(cursor);
                    if (!sample.isEmpty() && !cursor.labels().metricName().isEmpty()) {
                        lines.put(cursor.labels(), sample);
                    }
                }
            }
        }
        return Reply.text(200, TEXT_FORMAT, exposition(lines));
    }

    private static String newest(SeriesCursor cursor) {
        String newest = "";
        while (cursor.nextChunk()) {
            SampleChunk chunk = cursor.chunk();
            int last = chunk.count() - 1;
            boolean histogram = chunk.histograms() != null && chunk.histograms()[last] != null;
            double value = chunk.values()[last];
            newest = histogram || SpecialValues.isStale(value)
                    ? ""
                    : GoFloat.format(value) + " " + chunk.timestampMillis()[last];
        }
        return newest;
    }

    private static String exposition(TreeMap<Labels, String> lines) {
        StringBuilder text = new StringBuilder();
        String metric = "";
        for (var line : lines.entrySet()) {
            String name = line.getKey().metricName();
            if (!name.equals(metric)) {
                metric = name;
                text.append("# TYPE ").append(ExpositionName.of(name)).append(" untyped\n");
            }
            text.append(ExpositionName.series(line.getKey()))
                    .append(' ')
                    .append(line.getValue())
                    .append('\n');
        }
        return text.toString();
    }
}
