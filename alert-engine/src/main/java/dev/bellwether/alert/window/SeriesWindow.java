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

    /** What became of a sample. */
    public enum Place {
        /** It is the newest one. */
        NEWEST,
        /** It was put between older ones. */
        BETWEEN,
        /** There is one of its time already, or it is too old: nothing was added. */
        NOWHERE
    }

    /**
     * Adds a sample in the order of time.
     *
     * @param histogram the sample where it is a histogram, else null
     * @param keepMillis samples that are older than the newest one by more than this are dropped
     */
    public Place append(long timestampMillis, double value, @Nullable NativeHistogram histogram, long keepMillis) {
        long newest = newestMillis();
        if (end > first && timestampMillis <= newest) {
            return insert(timestampMillis, value, histogram, newest - keepMillis);
        }
        long oldest = timestampMillis - keepMillis;
        while (first < end && times[first] < oldest) {
            first++;
        }
        makeRoom();
        set(end, timestampMillis, value, histogram);
        end++;
        return Place.NEWEST;
    }

    private Place insert(long timestampMillis, double value, @Nullable NativeHistogram histogram, long oldestMillis) {
        int found = Arrays.binarySearch(times, first, end, timestampMillis);
        if (found >= 0 || timestampMillis < oldestMillis) {
            return Place.NOWHERE;
        }
        int behind = end - (-found - 1);
        makeRoom();
        int at = end - behind;
        System.arraycopy(times, at, times, at + 1, behind);
        System.arraycopy(values, at, values, at + 1, behind);
        if (histograms != null) {
            System.arraycopy(histograms, at, histograms, at + 1, behind);
        }
        set(at, timestampMillis, value, histogram);
        end++;
        return Place.BETWEEN;
    }

    private void set(int index, long timestampMillis, double value, @Nullable NativeHistogram histogram) {
        times[index] = timestampMillis;
        values[index] = value;
        if (histogram != null && histograms == null) {
            histograms = new NativeHistogram[times.length];
        }
        if (histograms != null) {
            histograms[index] = histogram;
        }
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

    /** How many samples there are. */
    public int size() {
        return end - first;
    }

    /** The times of the samples after one time and up to another, in order. */
    public long[] timesBetween(long afterMillis, long throughMillis) {
        int from = position(afterMillis + 1);
        int to = position(throughMillis + 1);
        return from >= to ? new long[0] : Arrays.copyOfRange(times, from, to);
    }

    /** The newest float at or before a time; a stale marker where there is none, or a histogram. */
    public double valueAt(long timestampMillis) {
        int index = position(timestampMillis + 1) - 1;
        if (index < first || histograms != null && histograms[index] != null) {
            return SpecialValues.STALE;
        }
        return values[index];
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
