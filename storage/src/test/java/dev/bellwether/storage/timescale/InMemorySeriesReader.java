package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plainest reader that is right: sorted maps. */
final class InMemorySeriesReader implements SeriesReader {
    private final TreeMap<Labels, TreeMap<Long, StoredSample>> samples = new TreeMap<>();

    synchronized void write(List<StoredSample> added) {
        for (StoredSample sample : added) {
            samples.computeIfAbsent(sample.labels(), labels -> new TreeMap<>())
                    .putIfAbsent(sample.timestampMillis(), sample);
        }
    }

    private synchronized List<Map.Entry<Labels, List<StoredSample>>> find(
            List<List<Matcher>> alternatives, long start, long end) {
        if (Thread.currentThread().isInterrupted()) {
            throw new SeriesReadException("interrupted");
        }
        List<Map.Entry<Labels, List<StoredSample>>> found = new ArrayList<>();
        samples.forEach((labels, byTime) -> {
            boolean wanted = alternatives.isEmpty()
                    || alternatives.stream().anyMatch(all -> all.stream().allMatch(matcher -> matcher.matches(labels)));
            if (wanted && start <= end) {
                List<StoredSample> within =
                        List.copyOf(byTime.subMap(start, true, end, true).values());
                if (!within.isEmpty()) {
                    found.add(Map.entry(labels, within));
                }
            }
        });
        return found;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return new Cursor(find(List.of(selection.matchers()), selection.startMillis(), selection.endMillis()));
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return limited(find(matchers, startMillis, endMillis).stream().map(Map.Entry::getKey), limit);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return collect(matchers, startMillis, endMillis, limit, labels -> labels.toMap().keySet().stream());
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return collect(matchers, startMillis, endMillis, limit, labels -> Stream.ofNullable(labels.get(labelName)));
    }

    private List<String> collect(
            List<List<Matcher>> matchers, long start, long end, int limit, Function<Labels, Stream<String>> texts) {
        TreeSet<String> sorted = new TreeSet<>();
        find(matchers, start, end).forEach(entry -> texts.apply(entry.getKey()).forEach(sorted::add));
        return limited(sorted.stream(), limit);
    }

    private static <T> List<T> limited(Stream<T> all, int limit) {
        return limit > 0 ? all.limit(limit).toList() : all.toList();
    }

    private static final class Cursor implements SeriesCursor {
        private final List<Map.Entry<Labels, List<StoredSample>>> series;
        private int current = -1;
        private boolean chunkRead;
        private boolean closed;

        Cursor(List<Map.Entry<Labels, List<StoredSample>>> series) {
            this.series = series;
        }

        @Override
        public boolean nextSeries() {
            chunkRead = false;
            return !closed && ++current < series.size();
        }

        @Override
        public Labels labels() {
            return series.get(current).getKey();
        }

        @Override
        public boolean nextChunk() {
            boolean more = !closed && !chunkRead;
            chunkRead = true;
            return more;
        }

        @Override
        public SampleChunk chunk() {
            List<StoredSample> now = series.get(current).getValue();
            @Nullable NativeHistogram[] histograms = new NativeHistogram[now.size()];
            for (int i = 0; i < histograms.length; i++) {
                histograms[i] = now.get(i).histogram();
            }
            return new SampleChunk(
                    now.size(),
                    now.stream().mapToLong(StoredSample::timestampMillis).toArray(),
                    now.stream().mapToDouble(StoredSample::value).toArray(),
                    histograms);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
