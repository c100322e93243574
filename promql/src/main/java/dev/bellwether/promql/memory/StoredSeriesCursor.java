package dev.bellwether.promql.memory;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over stored series; each has at most one chunk. */
final class StoredSeriesCursor implements SeriesCursor {
    private final List<StoredSeries> series;
    private final long startMillis;
    private final long endMillis;
    private int position = -1;
    private @Nullable SampleChunk chunk;
    private boolean chunkTaken;

    StoredSeriesCursor(List<StoredSeries> series, long startMillis, long endMillis) {
        this.series = series;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    @Override
    public boolean nextSeries() {
        while (++position < series.size()) {
            chunk = series.get(position).chunk(startMillis, endMillis);
            chunkTaken = false;
            if (chunk != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Labels labels() {
        return series.get(position).labels();
    }

    @Override
    public boolean nextChunk() {
        if (chunk == null || chunkTaken) {
            return false;
        }
        chunkTaken = true;
        return true;
    }

    @Override
    public SampleChunk chunk() {
        SampleChunk current = chunk;
        if (current == null || !chunkTaken) {
            throw new IllegalStateException("call nextChunk first");
        }
        return current;
    }

    @Override
    public void close() {
        chunk = null;
    }
}
