package dev.bellwether.query.recent;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import java.util.ArrayList;
import java.util.List;

/** Two cursors as one, series by series in the order of labels; every sample of the first is older than any of the second. */
final class JoinedCursor implements SeriesCursor {
    private final SeriesCursor older;
    private final SeriesCursor newer;
    private boolean olderHas;
    private boolean newerHas;
    private boolean olderMatches;
    private boolean newerMatches;
    private boolean readingOlder;

    JoinedCursor(SeriesCursor older, SeriesCursor newer) {
        this.older = older;
        this.newer = newer;
        this.olderMatches = true;
        this.newerMatches = true;
    }

    @Override
    public boolean nextSeries() {
        if (olderMatches) {
            olderHas = older.nextSeries();
        }
        if (newerMatches) {
            newerHas = newer.nextSeries();
        }
        int order = 0;
        if (olderHas && newerHas) {
            order = older.labels().compareTo(newer.labels());
        }
        olderMatches = olderHas && order <= 0;
        newerMatches = newerHas && order >= 0;
        readingOlder = olderMatches;
        return olderMatches || newerMatches;
    }

    @Override
    public Labels labels() {
        return olderMatches ? older.labels() : newer.labels();
    }

    @Override
    public boolean nextChunk() {
        if (readingOlder) {
            if (older.nextChunk()) {
                return true;
            }
            readingOlder = false;
        }
        return newerMatches && newer.nextChunk();
    }

    @Override
    public SampleChunk chunk() {
        return readingOlder ? older.chunk() : newer.chunk();
    }

    @Override
    public List<String> infos() {
        List<String> infos = new ArrayList<>(older.infos());
        infos.addAll(newer.infos());
        return infos;
    }

    @Override
    public void close() {
        try (older;
                newer) {
            olderHas = false;
            newerHas = false;
        }
    }
}
