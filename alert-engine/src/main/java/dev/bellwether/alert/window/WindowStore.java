package dev.bellwether.alert.window;

import dev.bellwether.alerting.rules.SeriesActivity;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The windows of all series that rules need. Unlike other readers it belongs to one thread: the engine's, which fills it
 * and evaluates from it.
 */
public final class WindowStore implements SeriesReader, SeriesActivity {
    /** By metric name, then in the order of labels. */
    private final Map<String, NavigableMap<Labels, SeriesWindow>> byName = new HashMap<>();

    /** The window of a series, made where it is missing. */
    public SeriesWindow window(Labels labels) {
        return byName.computeIfAbsent(labels.metricName(), name -> new TreeMap<>())
                .computeIfAbsent(labels, SeriesWindow::new);
    }

    /**
     * Forgets series whose newest sample is older than a time.
     *
     * @return whether there were any
     */
    public boolean forgetSilentSince(long timestampMillis) {
        boolean forgotten = false;
        for (NavigableMap<Labels, SeriesWindow> windows : byName.values()) {
            forgotten |= windows.values().removeIf(window -> window.newestMillis() < timestampMillis);
        }
        byName.values().removeIf(Map::isEmpty);
        return forgotten;
    }

    /** Forgets everything. */
    public void clear() {
        byName.clear();
    }

    /** A reader of one window alone, whatever is selected. */
    public static SeriesReader only(SeriesWindow window) {
        return new OneWindow(window);
    }

    /** How many samples there are. */
    public long samples() {
        return byName.values().stream()
                .flatMap(windows -> windows.values().stream())
                .mapToLong(SeriesWindow::size)
                .sum();
    }

    /** How many series there are. */
    public int size() {
        return byName.values().stream().mapToInt(Map::size).sum();
    }

    /** The windows of the series that fulfil every condition, in the order of labels. */
    @Override
    public Stream<SeriesWindow> matching(List<Matcher> matchers) {
        return candidates(matchers).filter(window -> matchesAll(matchers, window.labels()));
    }

    private Stream<SeriesWindow> candidates(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.name().equals(Labels.METRIC_NAME) && matcher.operator() == Matcher.Operator.EQUAL) {
                return byName.getOrDefault(matcher.value(), Collections.emptyNavigableMap()).values().stream();
            }
        }
        return byName.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(SeriesWindow::labels));
    }

    private static boolean matchesAll(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        List<SeriesWindow> windows = matching(selection.matchers()).toList();
        return new WindowCursor(windows, selection.startMillis(), selection.endMillis());
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        List<Labels> found = new ArrayList<>();
        TreeSet<Labels> sorted = new TreeSet<>();
        List<List<Matcher>> any = matchers.isEmpty() ? List.of(List.of()) : matchers;
        for (List<Matcher> one : any) {
            matching(one)
                    .filter(window -> window.chunk(startMillis, endMillis) != null)
                    .forEach(window -> sorted.add(window.labels()));
        }
        sorted.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).forEach(found::add);
        return found;
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<String> names = new TreeSet<>();
        series(matchers, startMillis, endMillis, 0).forEach(labels -> labels.forEach((name, value) -> names.add(name)));
        return names.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return series(matchers, startMillis, endMillis, 0).stream()
                .map(labels -> labels.getOrEmpty(labelName))
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted()
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .toList();
    }
}
