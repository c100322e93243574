package dev.bellwether.query.execution;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows only the series that fulfil certain conditions, whatever is asked: how a caller is kept to a namespace or a
 * tenant. Safe for use by many threads.
 */
public final class EnforcingReader implements SeriesReader {
    private final SeriesReader reader;
    private final List<Matcher> enforced;

    private EnforcingReader(SeriesReader reader, List<Matcher> enforced) {
        this.reader = reader;
        this.enforced = List.copyOf(enforced);
    }

    /** The reader under these conditions; the reader itself where there are none. */
    public static SeriesReader of(SeriesReader reader, List<Matcher> enforced) {
        return enforced.isEmpty() ? reader : new EnforcingReader(reader, enforced);
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return reader.select(new Selection(
                with(selection.matchers()), selection.startMillis(), selection.endMillis(), selection.hints()));
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.series(withAll(matchers), startMillis, endMillis, limit);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.labelNames(withAll(matchers), startMillis, endMillis, limit);
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.labelValues(labelName, withAll(matchers), startMillis, endMillis, limit);
    }

    private List<List<Matcher>> withAll(List<List<Matcher>> matchers) {
        return matchers.isEmpty()
                ? List.of(enforced)
                : matchers.stream().map(this::with).toList();
    }

    private List<Matcher> with(List<Matcher> matchers) {
        List<Matcher> both = new ArrayList<>(matchers);
        both.addAll(enforced);
        return both;
    }
}
