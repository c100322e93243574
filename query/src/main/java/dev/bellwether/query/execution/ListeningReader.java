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

/** Collects what readers tell people while one query reads. */
final class ListeningReader implements SeriesReader {
    private final SeriesReader reader;
    private final Set<String> infos = new ConcurrentSkipListSet<>();

    ListeningReader(SeriesReader reader) {
        this.reader = reader;
    }

    /** What readers told so far, each sentence once. */
    List<String> infos() {
        return List.copyOf(infos);
    }

    @Override
    public SeriesCursor select(Selection selection) {
        return new ListeningCursor(reader.select(selection));
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

    private final class ListeningCursor implements SeriesCursor {
        private final SeriesCursor cursor;

        ListeningCursor(SeriesCursor cursor) {
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
            return cursor.nextChunk();
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
