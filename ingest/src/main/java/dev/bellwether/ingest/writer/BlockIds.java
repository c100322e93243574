package dev.bellwether.ingest.writer;

import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SeriesId;
import java.util.List;

/** The stored ids of a block's series, in its order; 12 bytes each. Immutable. */
final class BlockIds {
    private final int[] metricIds;
    private final long[] seriesIds;

    BlockIds(List<SeriesId> ids) {
        metricIds = new int[ids.size()];
        seriesIds = new long[metricIds.length];
        for (int i = 0; i < metricIds.length; i++) {
            metricIds[i] = ids.get(i).metricId();
            seriesIds[i] = ids.get(i).seriesId();
        }
    }

    int size() {
        return metricIds.length;
    }

    SeriesId get(int index) {
        return new SeriesId(metricIds[index], seriesIds[index]);
    }

    /** Appends a sample of one of the series. */
    void append(SampleColumns samples, int index, long timestampMillis, double value) {
        samples.add(metricIds[index], seriesIds[index], timestampMillis, value);
    }
}
