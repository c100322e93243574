package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads the newest times from memory and everything before from storage; a range that has both is joined series by series.
 * Safe for use by many threads.
 */
public final class TieredReader implements SeriesReader {
    private final SeriesReader storage;
    private final SeriesReader memory;
    private final Coverage coverage;

    public TieredReader(SeriesReader storage, SeriesReader memory, Coverage coverage) {
        this.storage = storage;
        this.memory = memory;
        this.coverage = coverage;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        long boundary = boundary();
        if (selection.startMillis() >= boundary) {
            return memory.select(selection);
        }
        if (selection.endMillis() < boundary) {
            return storage.select(selection);
        }
        Selection older = new Selection(selection.matchers(), selection.startMillis(), boundary - 1, selection.hints());
        Selection newer = new Selection(selection.matchers(), boundary, selection.endMillis(), selection.hints());
        SeriesCursor first = storage.select(older);
        try {
            return new JoinedCursor(first, memory.select(newer));
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private long boundary() {
        return coverage.completeFromMillis().orElse(Long.MAX_VALUE);
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return read(startMillis, endMillis, limit, (reader, start, end) -> reader.series(matchers, start, end, limit));
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return read(
                startMillis, endMillis, limit, (reader, start, end) -> reader.labelNames(matchers, start, end, limit));
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return read(
                startMillis,
                endMillis,
                limit,
                (reader, start, end) -> reader.labelValues(labelName, matchers, start, end, limit));
    }

    private interface Question<T> {
        List<T> ask(SeriesReader reader, long startMillis, long endMillis);
    }

    private <T extends Comparable<T>> List<T> read(long start, long end, int limit, Question<T> question) {
        long boundary = boundary();
        if (start >= boundary) {
            return question.ask(memory, start, end);
        }
        if (end < boundary) {
            return question.ask(storage, start, end);
        }
        Collection<T> both = new TreeSet<>(question.ask(storage, start, boundary - 1));
        both.addAll(question.ask(memory, boundary, end));
        return RecentStore.limited(both, limit);
    }
}
