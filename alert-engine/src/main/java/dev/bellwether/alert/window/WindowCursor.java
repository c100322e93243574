package dev.bellwether.alert.window;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs over windows; each is one chunk. Used by one thread. */
final class WindowCursor implements SeriesCursor {
    private final List<SeriesWindow> windows;
    private final long startMillis;
    private final long endMillis;
    private int next;
    private @Nullable SeriesWindow window;
    private @Nullable SampleChunk chunk;
    private boolean chunkRead;

    WindowCursor(List<SeriesWindow> windows, long startMillis, long endMillis) {
        this.windows = windows;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    @Override
    public boolean nextSeries() {
        chunkRead = false;
        while (next < windows.size()) {
            SeriesWindow candidate = windows.get(next++);
            SampleChunk samples = candidate.chunk(startMillis, endMillis);
            if (samples != null) {
                window = candidate;
                chunk = samples;
                return true;
            }
        }
        window = null;
        chunk = null;
        return false;
    }

    @Override
    public Labels labels() {
        if (window == null) {
            throw new IllegalStateException("no current series");
        }
        return window.labels();
    }

    @Override
    public boolean nextChunk() {
        boolean first = !chunkRead;
        chunkRead = true;
        return first && chunk != null;
    }

    @Override
    public SampleChunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no current chunk");
        }
        return chunk;
    }

    @Override
    public void close() {}
}
