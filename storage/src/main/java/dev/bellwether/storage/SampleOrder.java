package dev.bellwether.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts samples by their indexes with a stable radix sort over the bits in which they differ. Keeps its memory for the next
 * time; not safe for use by many threads.
 */
final class SampleOrder {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private int[] indexes = new int[0];
    private int[] spare = new int[0];
    private final int[] starts = new int[DIGITS + 1];

    /**
     * The indexes in the order of metric, series, time: as many as there are samples, and behind them whatever; valid until
     * the next call, and the caller may write to them. Null where the samples stand in that order already.
     */
    int @Nullable [] of(int[] metricIds, long[] seriesIds, long[] timestampMillis, int count) {
        if (isSorted(metricIds, seriesIds, timestampMillis, count)) {
            return null;
        }
        if (indexes.length < count) {
            indexes = new int[metricIds.length];
            spare = new int[metricIds.length];
        }
        for (int i = 0; i < count; i++) {
            indexes[i] = i;
        }
        sortBy(timestampMillis, count);
        sortBy(seriesIds, count);
        sortBy(metricIds, count);
        return indexes;
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

    private void sortBy(long[] keys, int count) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[i]);
            most = Math.max(most, keys[i]);
        }
        // Unsigned: right also where the difference does not fit a signed number.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            Arrays.fill(starts, 0);
            for (int i = 0; i < count; i++) {
                starts[digit(keys[i] - least, shift) + 1]++;
            }
            addUp();
            int[] from = indexes;
            int[] to = spare;
            for (int i = 0; i < count; i++) {
                int index = from[i];
                to[starts[digit(keys[index] - least, shift)]++] = index;
            }
            indexes = to;
            spare = from;
        }
    }

    private void sortBy(int[] keys, int count) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[i]);
            most = Math.max(most, keys[i]);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(most - least);
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            Arrays.fill(starts, 0);
            for (int i = 0; i < count; i++) {
                starts[(((keys[i] - least) >>> shift) & (DIGITS - 1)) + 1]++;
            }
            addUp();
            int[] from = indexes;
            int[] to = spare;
            for (int i = 0; i < count; i++) {
                int index = from[i];
                to[starts[((keys[index] - least) >>> shift) & (DIGITS - 1)]++] = index;
            }
            indexes = to;
            spare = from;
        }
    }

    /** From how often each digit comes to where its first one stands. */
    private void addUp() {
        for (int digit = 0; digit < DIGITS; digit++) {
            starts[digit + 1] += starts[digit];
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }
}
