package dev.bellwether.query.execution;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** Counts the samples that one query reads, and collects what readers tell people. */
final class CountingReader implements SeriesReader {
    private final SeriesReader reader;
    private final LongAdder samples = new LongAdder();
    private final Set<String> infos = new ConcurrentSkipListSet<>();

    CountingReader(SeriesReader reader) {
        this.reader = reader;
    }

    long samples() {
        return samples.sum();
    }

    /** What readers told so far, each sentence once. */
    List<String> infos() {
        return List.copyOf(infos);
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return new CountingCursor(reader.select(selection));
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.series(matchers, startMillis, endMillis, limit);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.labelNames(matchers, startMillis, endMillis, limit);
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return reader.labelValues(labelName, matchers, startMillis, endMillis, limit);
    }

    private final class CountingCursor implements SeriesCursor {
        private final SeriesCursor cursor;

        CountingCursor(SeriesCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean nextSeries() {
            return cursor.nextSeries();
        }

        @Override
        public Labels labels() {
            return cursor.labels();
        }

        @Override
        public boolean nextChunk() {
            boolean found = cursor.nextChunk();
            if (found) {
                samples.add(cursor.chunk().count());
            }
            return found;
        }

        @Override
        public SampleChunk chunk() {
            return cursor.chunk();
        }

        @Override
        public List<String> infos() {
            return cursor.infos();
        }

        @Override
        public void close() {
            infos.addAll(cursor.infos());
            cursor.close();
        }
    }
}
