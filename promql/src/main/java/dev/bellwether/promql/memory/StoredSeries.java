package dev.bellwether.promql.memory;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series as sorted columns.
 *
 * <p>Samples mostly come in the order of time and are appended; a chunk that was handed out is never changed where it is
 * valid, because anything but appending copies the columns. Methods are atomic.
 */
final class StoredSeries {
    private final Labels labels;
    private long[] times = new long[8];
    private double[] values = new double[8];
    private @Nullable NativeHistogram @Nullable [] histograms;
    private int size;
    private boolean forgotten;

    StoredSeries(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    /** Adds a sample; false where the series has been forgotten meanwhile and the caller must start a new one. */
    synchronized boolean add(long time, double value, @Nullable NativeHistogram histogram) {
        if (forgotten) {
            return false;
        }
        if (size > 0 && time <= times[size - 1]) {
            insert(time, value, histogram);
            return true;
        }
        if (size == times.length) {
            copy(0, size * 2);
        }
        set(size, time, value, histogram);
        size++;
        return true;
    }

    private void insert(long time, double value, @Nullable NativeHistogram histogram) {
        int position = Arrays.binarySearch(times, 0, size, time);
        copy(0, size + 8);
        if (position < 0) {
            position = -position - 1;
            System.arraycopy(times, position, times, position + 1, size - position);
            System.arraycopy(values, position, values, position + 1, size - position);
            if (histograms != null) {
                System.arraycopy(histograms, position, histograms, position + 1, size - position);
            }
            size++;
        }
        set(position, time, value, histogram);
    }

    private void set(int position, long time, double value, @Nullable NativeHistogram histogram) {
        times[position] = time;
        values[position] = value;
        if (histogram != null && histograms == null) {
            histograms = new NativeHistogram[times.length];
        }
        if (histograms != null) {
            histograms[position] = histogram;
        }
    }

    private void copy(int from, int capacity) {
        times = Arrays.copyOfRange(times, from, from + capacity);
        values = Arrays.copyOfRange(values, from, from + capacity);
        if (histograms != null) {
            histograms = Arrays.copyOfRange(histograms, from, from + capacity);
        }
    }

    /** Forgets samples before a time; false where none is left. */
    synchronized boolean removeBefore(long time) {
        int first = firstAtOrAfter(time);
        if (first > 0) {
            size -= first;
            copy(first, Math.max(8, size));
        }
        forgotten = size == 0;
        return !forgotten;
    }

    synchronized boolean hasSamples(long start, long end) {
        int first = firstAtOrAfter(start);
        return first < size && times[first] <= end;
    }

    /** The samples from start to end, both included, or null where there is none. */
    synchronized @Nullable SampleChunk chunk(long start, long end) {
        int first = firstAtOrAfter(start);
        int last = end == Long.MAX_VALUE ? size : firstAtOrAfter(end + 1);
        if (first >= last) {
            return null;
        }
        if (first == 0) {
            return new SampleChunk(last, times, values, histograms);
        }
        return new SampleChunk(
                last - first,
                Arrays.copyOfRange(times, first, last),
                Arrays.copyOfRange(values, first, last),
                histograms == null ? null : Arrays.copyOfRange(histograms, first, last));
    }

    private int firstAtOrAfter(long time) {
        int position = Arrays.binarySearch(times, 0, size, time);
        return position < 0 ? -position - 1 : position;
    }
}
