package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;

/**
 * A series as the index knows it. The bounds are written under the index's lock only.
 *
 * <p>Bounds are rounded outwards; a series without bounds has no samples.
 */
final class IndexedSeries {
    private final int metricId;
    private final long id;
    private final RetentionClass retentionClass;
    private final Labels labels;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    IndexedSeries(int metricId, long id, RetentionClass retentionClass, Labels labels) {
        this.metricId = metricId;
        this.id = id;
        this.retentionClass = retentionClass;
        this.labels = labels;
    }

    int metricId() {
        return metricId;
    }

    long id() {
        return id;
    }

    RetentionClass retentionClass() {
        return retentionClass;
    }

    Labels labels() {
        return labels;
    }

    void setBounds(long first, long last) {
        firstMillis = first;
        lastMillis = last;
    }

    boolean mayHaveSamples(long startMillis, long endMillis) {
        return firstMillis <= endMillis && lastMillis >= startMillis;
    }
}
