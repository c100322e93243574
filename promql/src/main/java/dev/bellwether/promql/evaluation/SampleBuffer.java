package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.promql.histogram.HistogramStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All selected samples of one series, reused from series to series; stale markers included. */
final class SampleBuffer {
    private long[] times = new long[256];
    private double[] values = new double[256];
    private @Nullable NativeHistogram @Nullable [] histograms;
    private int size;

    /** Replaces the contents by the cursor's current series. */
    void load(SeriesCursor cursor, QueryContext context) {
        context.release(size);
        size = 0;
        histograms = null;
        while (cursor.nextChunk()) {
            append(cursor.chunk());
        }
        context.reserve(size);
        context.countRead(size);
    }

    /** Forgets the contents. */
    void clear(QueryContext context) {
        context.release(size);
        size = 0;
        histograms = null;
    }

    /**
     * Leaves only count and sum of histograms, for queries that look at nothing else; what buckets say of counter resets
     * is kept as a hint.
     */
    void reduceToStatistics() {
        @Nullable NativeHistogram[] source = histograms;
        if (source == null) {
            return;
        }
        // The array may be the reader's own.
        @Nullable NativeHistogram[] reduced = new NativeHistogram[source.length];
        NativeHistogram previous = null;
        for (int i = 0; i < size; i++) {
            NativeHistogram histogram = source[i];
            if (histogram == null) {
                continue;
            }
            reduced[i] = HistogramStatistics.only(histogram, previous);
            if (!histogram.isStale()) {
                previous = histogram;
            }
        }
        histograms = reduced;
    }

    private void append(SampleChunk chunk) {
        int needed = size + chunk.count();
        if (needed > times.length) {
            int capacity = Math.max(needed, times.length * 2);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
            if (histograms != null) {
                histograms = Arrays.copyOf(histograms, capacity);
            }
        }
        System.arraycopy(chunk.timestampMillis(), 0, times, size, chunk.count());
        System.arraycopy(chunk.values(), 0, values, size, chunk.count());
        @Nullable NativeHistogram @Nullable [] chunkHistograms = chunk.histograms();
        if (chunkHistograms != null) {
            @Nullable NativeHistogram[] target = histograms;
            if (target == null) {
                target = new NativeHistogram[times.length];
                histograms = target;
            }
            System.arraycopy(chunkHistograms, 0, target, size, chunk.count());
        }
        size = needed;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    @Nullable
    NativeHistogram histogram(int index) {
        return histograms == null ? null : histograms[index];
    }

    boolean hasHistograms() {
        return histograms != null;
    }
}
