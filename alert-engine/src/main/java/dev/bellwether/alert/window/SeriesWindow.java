package dev.bellwether.alert.window;

import dev.bellwether.alerting.rules.SeriesActivity;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest samples of one series, in the order of time. Used by one thread. */
public final class SeriesWindow implements SeriesActivity.ObservedSeries {
    private final Labels labels;
    private long[] times = new long[8];
    private double[] values = new double[8];
    private @Nullable NativeHistogram @Nullable [] histograms;
    private int first;
    private int end;

    SeriesWindow(Labels labels) {
        this.labels = labels;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    /**
     * Adds a sample.
     *
     * @param histogram the sample where it is a histogram, else null
     * @param oldestMillis samples before this time are dropped
     * @return false where the window has a sample of this time or a later one: nothing was added
     */
    public boolean append(long timestampMillis, double value, @Nullable NativeHistogram histogram, long oldestMillis) {
        if (end > first && times[end - 1] >= timestampMillis) {
            return false;
        }
        while (first < end && times[first] < oldestMillis) {
            first++;
        }
        makeRoom();
        times[end] = timestampMillis;
        values[end] = value;
        if (histogram != null && histograms == null) {
            histograms = new NativeHistogram[times.length];
        }
        if (histograms != null) {
            histograms[end] = histogram;
        }
        end++;
        return true;
    }

    private void makeRoom() {
        if (end < times.length) {
            return;
        }
        int count = end - first;
        int capacity = count > times.length / 2 ? times.length * 2 : times.length;
        times = Arrays.copyOf(Arrays.copyOfRange(times, first, end), capacity);
        values = Arrays.copyOf(Arrays.copyOfRange(values, first, end), capacity);
        if (histograms != null) {
            histograms = Arrays.copyOf(Arrays.copyOfRange(histograms, first, end), capacity);
        }
        first = 0;
        end = count;
    }

    /** The newest sample's time, or the least long where there is none. */
    @Override
    public long newestMillis() {
        return end == first ? Long.MIN_VALUE : times[end - 1];
    }

    /** Whether the newest sample says that the series has ended. */
    @Override
    public boolean ended() {
        if (end == first) {
            return false;
        }
        NativeHistogram histogram = histograms == null ? null : histograms[end - 1];
        return histogram == null ? SpecialValues.isStale(values[end - 1]) : histogram.isStale();
    }

    /** The samples of a time range, both ends included; null where there are none. */
    @Nullable
    SampleChunk chunk(long startMillis, long endMillis) {
        int from = position(startMillis);
        int to = endMillis == Long.MAX_VALUE ? end : position(endMillis + 1);
        if (from >= to) {
            return null;
        }
        return new SampleChunk(
                to - from,
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(values, from, to),
                histograms == null ? null : Arrays.copyOfRange(histograms, from, to));
    }

    private int position(long timestampMillis) {
        int found = Arrays.binarySearch(times, first, end, timestampMillis);
        return found >= 0 ? found : -found - 1;
    }
}
