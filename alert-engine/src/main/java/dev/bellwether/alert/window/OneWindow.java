package dev.bellwether.alert.window;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.List;

/** Reads one window, for expressions that treat each series by itself. Used by one thread. */
final class OneWindow implements SeriesReader {
    private final SeriesWindow window;

    OneWindow(SeriesWindow window) {
        this.window = window;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return new WindowCursor(List.of(window), selection.startMillis(), selection.endMillis());
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return window.chunk(startMillis, endMillis) == null ? List.of() : List.of(window.labels());
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return series(matchers, startMillis, endMillis, limit).stream()
                .flatMap(labels -> labels.toMap().keySet().stream())
                .toList();
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return series(matchers, startMillis, endMillis, limit).stream()
                .filter(labels -> labels.has(labelName))
                .map(labels -> labels.getOrEmpty(labelName))
                .toList();
    }
}
