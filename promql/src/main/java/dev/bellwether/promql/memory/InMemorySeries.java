package dev.bellwether.promql.memory;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Series held in memory, indexed by the name of the metric.
 *
 * <p>Safe for use by many threads: a reader sees each series as it is when the reader comes to it. Of two samples of one
 * series at one time the later written wins.
 */
public final class InMemorySeries implements SeriesReader {
    private final ConcurrentMap<String, ConcurrentSkipListMap<Labels, StoredSeries>> byName = new ConcurrentHashMap<>();

    /** Adds a float. */
    public void add(Labels labels, long timestampMillis, double value) {
        put(labels, timestampMillis, value, null);
    }

    /** Adds a histogram. */
    public void add(Labels labels, long timestampMillis, NativeHistogram histogram) {
        put(labels, timestampMillis, 0, histogram);
    }

    /** Forgets samples before a time, and series that have no others. */
    public void removeBefore(long timestampMillis) {
        for (ConcurrentSkipListMap<Labels, StoredSeries> named : byName.values()) {
            for (StoredSeries series : named.values()) {
                if (!series.removeBefore(timestampMillis)) {
                    named.remove(series.labels(), series);
                }
            }
        }
    }

    /** Forgets everything. */
    public void clear() {
        byName.clear();
    }

    private void put(Labels labels, long timestampMillis, double value, @Nullable NativeHistogram histogram) {
        ConcurrentSkipListMap<Labels, StoredSeries> named =
                byName.computeIfAbsent(labels.metricName(), name -> new ConcurrentSkipListMap<>());
        StoredSeries series = named.computeIfAbsent(labels, StoredSeries::new);
        while (!series.add(timestampMillis, value, histogram)) {
            named.remove(labels, series);
            series = named.computeIfAbsent(labels, StoredSeries::new);
        }
    }

    @Override
    public SeriesCursor select(Selection selection) {
        List<StoredSeries> matching = matching(selection.matchers());
        return new StoredSeriesCursor(matching, selection.startMillis(), selection.endMillis());
    }

    /** The series that fulfil every matcher, sorted by labels. */
    private List<StoredSeries> matching(List<Matcher> matchers) {
        List<StoredSeries> found = new ArrayList<>();
        String name = exactName(matchers);
        if (name != null) {
            ConcurrentSkipListMap<Labels, StoredSeries> named = byName.get(name);
            if (named != null) {
                addMatching(found, named.values(), matchers);
            }
            return found;
        }
        for (ConcurrentSkipListMap<Labels, StoredSeries> named : byName.values()) {
            addMatching(found, named.values(), matchers);
        }
        found.sort((left, right) -> left.labels().compareTo(right.labels()));
        return found;
    }

    private static @Nullable String exactName(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.operator() == Matcher.Operator.EQUAL && matcher.name().equals(Labels.METRIC_NAME)) {
                return matcher.value();
            }
        }
        return null;
    }

    private static void addMatching(
            List<StoredSeries> found, Collection<StoredSeries> candidates, List<Matcher> matchers) {
        for (StoredSeries series : candidates) {
            if (matches(series.labels(), matchers)) {
                found.add(series);
            }
        }
    }

    private static boolean matches(Labels labels, List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<Labels> found = new TreeSet<>();
        List<List<Matcher>> alternatives = matchers.isEmpty() ? List.of(List.of()) : matchers;
        for (List<Matcher> alternative : alternatives) {
            for (StoredSeries series : matching(alternative)) {
                if (series.hasSamples(startMillis, endMillis)) {
                    found.add(series.labels());
                }
            }
        }
        return limited(found, limit);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<String> names = new TreeSet<>();
        for (Labels labels : series(matchers, startMillis, endMillis, 0)) {
            labels.forEach((name, value) -> names.add(name));
        }
        return limited(names, limit);
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<String> values = new TreeSet<>();
        for (Labels labels : series(matchers, startMillis, endMillis, 0)) {
            String value = labels.get(labelName);
            if (value != null) {
                values.add(value);
            }
        }
        return limited(values, limit);
    }

    private static <T> List<T> limited(Collection<T> sorted, int limit) {
        return sorted.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
    }
}
