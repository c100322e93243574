package dev.bellwether.storage;

/** Sorts samples by their indexes with a stable radix sort over the bits in which they differ. */
final class SampleOrder {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int[] SORTED = new int[0];

    private SampleOrder() {}

    /** The indexes in the order of metric, series, time; empty where the samples stand in that order already. */
    static int[] of(int[] metricIds, long[] seriesIds, long[] timestampMillis, int count) {
        if (isSorted(metricIds, seriesIds, timestampMillis, count)) {
            return SORTED;
        }
        long[] metrics = new long[count];
        for (int i = 0; i < count; i++) {
            metrics[i] = metricIds[i];
        }
        int[][] buffers = {new int[count], new int[count]};
        for (int i = 0; i < count; i++) {
            buffers[0][i] = i;
        }
        sortBy(timestampMillis, count, buffers);
        sortBy(seriesIds, count, buffers);
        sortBy(metrics, count, buffers);
        return buffers[0];
    }

    private static boolean isSorted(int[] metricIds, long[] seriesIds, long[] timestampMillis, int count) {
        for (int i = 1; i < count; i++) {
            int order = Integer.compare(metricIds[i - 1], metricIds[i]);
            if (order == 0) {
                order = Long.compare(seriesIds[i - 1], seriesIds[i]);
            }
            if (order == 0) {
                order = Long.compare(timestampMillis[i - 1], timestampMillis[i]);
            }
            if (order > 0) {
                return false;
            }
        }
        return true;
    }

    /** Sorts the indexes in the first buffer; the buffers change places. */
    private static void sortBy(long[] keys, int count, int[][] buffers) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[i]);
            most = Math.max(most, keys[i]);
        }
        // Unsigned: right also where the difference does not fit a signed number.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            int[] starts = new int[DIGITS + 1];
            for (int i = 0; i < count; i++) {
                starts[digit(keys[i] - least, shift) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit + 1] += starts[digit];
            }
            int[] from = buffers[0];
            int[] to = buffers[1];
            for (int i = 0; i < count; i++) {
                int index = from[i];
                to[starts[digit(keys[index] - least, shift)]++] = index;
            }
            buffers[0] = to;
            buffers[1] = from;
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }
}
