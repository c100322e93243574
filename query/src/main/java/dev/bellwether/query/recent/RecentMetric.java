package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric in the order of their labels. What matched last is remembered until a series comes or goes.
 * Safe for use by many threads.
 */
final class RecentMetric {
    private static final int REMEMBERED = 16;

    private final ConcurrentSkipListMap<Labels, RecentSeries> series = new ConcurrentSkipListMap<>();

    /** Moves after each change of the series: what was found before is of an older one. */
    private final AtomicLong changes = new AtomicLong();

    private final LinkedHashMap<List<Matcher>, Found> recent = new LinkedHashMap<>(8, 0.75f, true);

    /** What matched after so many changes. */
    private record Found(long changes, List<RecentSeries> series) {}

    @Nullable
    RecentSeries get(Labels labels) {
        return series.get(labels);
    }

    /** Adds a series; gives the one that was there already, else null. */
    @Nullable
    RecentSeries putIfAbsent(Labels labels, RecentSeries added) {
        RecentSeries first = series.putIfAbsent(labels, added);
        changes.incrementAndGet();
        return first;
    }

    /** Takes a series away; tells whether it was there. */
    boolean remove(RecentSeries removed) {
        boolean found = series.remove(removed.labels(), removed);
        changes.incrementAndGet();
        return found;
    }

    Collection<RecentSeries> all() {
        return series.values();
    }

    /** The series that fulfil every matcher, in the order of their labels; the list must not be changed. */
    List<RecentSeries> matching(List<Matcher> matchers) {
        long now = changes.get();
        synchronized (recent) {
            Found before = recent.get(matchers);
            if (before != null && before.changes == now) {
                return before.series;
            }
        }
        List<RecentSeries> found = find(matchers);
        synchronized (recent) {
            recent.put(matchers, new Found(now, found));
            if (recent.size() > REMEMBERED) {
                recent.pollFirstEntry();
            }
        }
        return found;
    }

    private List<RecentSeries> find(List<Matcher> selectors) {
        List<SeriesFilter> matchers = selectors.stream().map(SeriesFilter::new).toList();
        List<RecentSeries> found = new ArrayList<>();
        for (RecentSeries candidate : series.values()) {
            boolean matches = true;
            for (SeriesFilter matcher : matchers) {
                if (!matcher.matches(candidate.labels())) {
                    matches = false;
                    break;
                }
            }
            if (matches) {
                found.add(candidate);
            }
        }
        return found;
    }
}
