package dev.bellwether.storage.timescale;

import org.jspecify.annotations.Nullable;

/**
 * The unpacked samples of one packed row, or a part of them. Immutable: it may be kept and read by many threads.
 *
 * @param startMillis what times are counted from
 * @param step the distance of regular samples in milliseconds
 * @param times milliseconds after the start; null where they are regular
 * @param values the samples' values
 */
@SuppressWarnings("ArrayRecordComponent") // Made from the server's bytes; nobody writes to them.
record PackedSamples(long startMillis, int step, int @Nullable [] times, double[] values) {
    private static final int OVERHEAD_BYTES = 72;

    int count() {
        return values.length;
    }

    long timestampMillis(int index) {
        return startMillis + (times == null ? (long) step * index : times[index]);
    }

    /** The index of the first sample at or after a time; {@link #count} where there is none. */
    int indexOf(long wantedMillis) {
        if (times == null && step > 0) {
            long index = Math.ceilDiv(wantedMillis - startMillis, (long) step);
            return (int) Math.min(values.length, Math.max(0, index));
        }
        int index = 0;
        while (index < values.length && timestampMillis(index) < wantedMillis) {
            index++;
        }
        return index;
    }

    /** How much memory it takes, roughly. */
    int bytes() {
        return OVERHEAD_BYTES + 8 * values.length + (times == null ? 0 : 16 + 4 * times.length);
    }
}
