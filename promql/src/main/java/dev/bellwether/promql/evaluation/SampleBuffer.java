package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.promql.histogram.HistogramStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All selected samples of one series, reused from series to series; stale markers included. */
final class SampleBuffer {
    private static final long[] NO_TIMES = {};
    private static final double[] NO_VALUES = {};

    private long[] times = NO_TIMES;
    private double[] values = NO_VALUES;
    private @Nullable NativeHistogram @Nullable [] histograms;
    private int size;
    private long reserved;

    /** Replaces the contents by the cursor's current series. */
    void load(SeriesCursor cursor, QueryContext context) {
        clear(context);
        while (cursor.nextChunk()) {
            SampleChunk chunk = cursor.chunk();
            context.work(chunk.count());
            context.reserve(chunk.count());
            reserved += chunk.count();
            append(chunk);
        }
        context.countRead(size);
    }

    /** Forgets the contents. */
    void clear(QueryContext context) {
        clearBudget(context);
        size = 0;
        histograms = null;
    }

    /** Gives the budget back; somebody else answers for the contents from now on. */
    void clearBudget(QueryContext context) {
        context.release(reserved);
        reserved = 0;
    }

    /** The contents, which nobody may change from now on. */
    SampleChunk chunk() {
        return new SampleChunk(size, times, values, histograms);
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
