package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Samples in memory, compressed, by the name of the metric. Safe for use by many threads; a reader sees each series as it
 * is when it comes to it.
 */
public final class RecentStore implements SeriesReader {
    private final Map<String, RecentMetric> byName = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder seriesCount = new LongAdder();
    private volatile long removedBefore = Long.MIN_VALUE;

    /** Where the samples of one series go, so that its labels need not be looked up again. */
    public final class Target {
        private final Labels labels;
        private volatile RecentSeries series;

        private Target(Labels labels) {
            this.labels = labels;
            this.series = find(labels);
        }

        /** Adds a float. */
        public void add(long timeMillis, double value) {
            put(timeMillis, value, null);
        }

        /** Adds a histogram. */
        public void add(long timeMillis, NativeHistogram histogram) {
            // A stale histogram is known by its sum; the float beside it must not look like a marker of its own.
            put(timeMillis, 0, histogram);
        }

        private void put(long timeMillis, double value, @Nullable NativeHistogram histogram) {
            long grown = series.add(timeMillis, value, histogram);
            while (grown < 0) {
                series = find(labels);
                grown = series.add(timeMillis, value, histogram);
            }
            bytes.add(grown);
        }
    }

    /** Where samples of this series go. */
    public Target target(Labels labels) {
        return new Target(labels);
    }

    private RecentSeries find(Labels labels) {
        RecentMetric named = byName.computeIfAbsent(labels.metricName(), name -> new RecentMetric());
        RecentSeries known = named.get(labels);
        if (known != null && known.isForgotten()) {
            named.remove(known);
            known = null;
        }
        if (known != null) {
            return known;
        }
        RecentSeries made = new RecentSeries(labels);
        RecentSeries first = named.putIfAbsent(labels, made);
        if (first != null) {
            return first;
        }
        bytes.add(RecentSeries.overheadBytes());
        seriesCount.increment();
        return made;
    }

    /**
     * Forgets chunks that end before a time, and series that have no others. A cursor under way that reaches further back
     * fails rather than showing less than there was.
     */
    public void removeBefore(long timeMillis) {
        removedBefore = Math.max(removedBefore, timeMillis);
        for (RecentMetric named : byName.values()) {
            for (RecentSeries series : named.all()) {
                bytes.add(-series.removeBefore(timeMillis));
                if (series.isForgotten() && named.remove(series)) {
                    seriesCount.decrement();
                }
            }
        }
    }

    /** How much memory the samples take, roughly. */
    public long bytes() {
        return bytes.sum();
    }

    /** How many series there are. */
    public long seriesCount() {
        return seriesCount.sum();
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return new RecentCursor(
                matching(selection.matchers()),
                selection.startMillis(),
                selection.endMillis(),
                () -> removedBefore > selection.startMillis());
    }

    private List<RecentSeries> matching(List<Matcher> selectors) {
        for (Matcher matcher : selectors) {
            if (matcher.operator() == Matcher.Operator.EQUAL && matcher.name().equals(Labels.METRIC_NAME)) {
                RecentMetric named = byName.get(matcher.value());
                return named == null ? List.of() : named.matching(selectors);
            }
        }
        List<RecentSeries> found = new ArrayList<>();
        for (RecentMetric named : byName.values()) {
            found.addAll(named.matching(selectors));
        }
        found.sort((left, right) -> left.labels().compareTo(right.labels()));
        return found;
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<Labels> found = new TreeSet<>();
        List<List<Matcher>> alternatives = matchers.isEmpty() ? List.of(List.of()) : matchers;
        for (List<Matcher> alternative : alternatives) {
            for (RecentSeries series : matching(alternative)) {
                if (!series.chunks(startMillis, endMillis).isEmpty()) {
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

    static <T> List<T> limited(Collection<T> all, int limit) {
        return limit == 0 ? List.copyOf(all) : all.stream().limit(limit).toList();
    }
}
