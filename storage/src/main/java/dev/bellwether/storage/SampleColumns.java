package dev.bellwether.storage;

import java.util.Arrays;

/**
 * Float samples as columns, appended by the writer and sorted before they are written.
 *
 * <p>Not safe for use by many threads.
 */
public final class SampleColumns {
    private int[] metricIds;
    private long[] seriesIds;
    private long[] timestampMillis;
    private double[] values;
    private int count;
    private final SampleOrder order = new SampleOrder();

    public SampleColumns(int capacity) {
        metricIds = new int[capacity];
        seriesIds = new long[capacity];
        timestampMillis = new long[capacity];
        values = new double[capacity];
    }

    public void add(SeriesId series, long sampleTimestampMillis, double value) {
        add(series.metricId(), series.seriesId(), sampleTimestampMillis, value);
    }

    /** Appends a sample; see {@link SeriesId} for the ids. */
    public void add(int metricId, long seriesId, long sampleTimestampMillis, double value) {
        if (count == values.length) {
            int larger = Math.max(16, count + count / 2);
            metricIds = Arrays.copyOf(metricIds, larger);
            seriesIds = Arrays.copyOf(seriesIds, larger);
            timestampMillis = Arrays.copyOf(timestampMillis, larger);
            values = Arrays.copyOf(values, larger);
        }
        metricIds[count] = metricId;
        seriesIds[count] = seriesId;
        timestampMillis[count] = sampleTimestampMillis;
        values[count] = value;
        count++;
    }

    public int count() {
        return count;
    }

    public int metricId(int index) {
        return metricIds[index];
    }

    public long seriesId(int index) {
        return seriesIds[index];
    }

    public long timestampMillis(int index) {
        return timestampMillis[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** Brings the samples into the order of metric, series, time; samples equal in these keep their order. */
    public void sort() {
        int[] from = order.of(metricIds, seriesIds, timestampMillis, count);
        if (from == null) {
            return;
        }
        // Each cycle of the permutation in its place: the columns are too large to be made anew for each transaction.
        for (int start = 0; start < count; start++) {
            if (from[start] < 0) {
                continue;
            }
            int metricId = metricIds[start];
            long seriesId = seriesIds[start];
            long time = timestampMillis[start];
            double value = values[start];
            int to = start;
            int next = from[to];
            while (next != start) {
                metricIds[to] = metricIds[next];
                seriesIds[to] = seriesIds[next];
                timestampMillis[to] = timestampMillis[next];
                values[to] = values[next];
                from[to] = -1;
                to = next;
                next = from[to];
            }
            metricIds[to] = metricId;
            seriesIds[to] = seriesId;
            timestampMillis[to] = time;
            values[to] = value;
            from[to] = -1;
        }
    }

    /** Forgets the samples, keeps the memory. */
    public void clear() {
        count = 0;
    }
}
