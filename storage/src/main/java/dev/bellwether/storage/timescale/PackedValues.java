package dev.bellwether.storage.timescale;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a packed hour: {@code (base + offset) / scale} where every value is exactly that, else as they are.
 *
 * <p>Counters, seconds with two decimals and bytes in whole pages then take two or four bytes each before compression.
 * Exact means bit by bit: not-a-number, infinity and negative zero make a series stay as it is. Dividing whole numbers
 * below 2^53 rounds correctly, so that SQL and Java get the very same value back.
 *
 * @param base the number that offsets start from; 0 where values stand as they are
 * @param scale what whole numbers are divided by; 1 where values stand as they are
 * @param offsets from the base, all within two bytes where {@code small}; null where values stand as they are
 * @param small whether every offset fits two bytes
 * @param values the values as they are; null where there are offsets
 */
@SuppressWarnings("ArrayRecordComponent") // Made and used up at once.
record PackedValues(long base, double scale, int @Nullable [] offsets, boolean small, double @Nullable [] values) {
    /** Pages, kibibytes, whole numbers, decimals: the coarsest that is exact takes the fewest bytes. */
    private static final double[] SCALES = {1.0 / 4_096, 1.0 / 1_024, 1, 10, 100, 1_000, 1_000_000};

    private static final double LARGEST_WHOLE = 1L << 53;

    static PackedValues of(double[] values, int count) {
        for (double scale : SCALES) {
            PackedValues packed = scaled(values, count, scale);
            if (packed != null) {
                return packed;
            }
        }
        return new PackedValues(0, 1, null, false, Arrays.copyOf(values, count));
    }

    private static @Nullable PackedValues scaled(double[] values, int count, double scale) {
        long[] whole = new long[count];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            double number = Math.rint(values[i] * scale);
            if (!(Math.abs(number) < LARGEST_WHOLE)) {
                return null;
            }
            whole[i] = (long) number;
            if (Double.doubleToRawLongBits(whole[i] / scale) != Double.doubleToRawLongBits(values[i])) {
                return null;
            }
            least = Math.min(least, whole[i]);
            most = Math.max(most, whole[i]);
        }
        if (most - least > 0xffff_ffffL) {
            return null;
        }
        boolean small = most - least <= 0xffff;
        long base = least + (most - least + 1) / 2;
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = (int) (whole[i] - base);
        }
        return new PackedValues(base, scale, offsets, small, null);
    }

    /** The values again, in an array that may be kept. */
    double[] unpack() {
        double[] asTheyAre = values;
        if (asTheyAre != null) {
            return asTheyAre;
        }
        int[] from = Objects.requireNonNull(offsets, "either offsets or values are there");
        double[] unpacked = new double[from.length];
        for (int i = 0; i < unpacked.length; i++) {
            unpacked[i] = (base + from[i]) / scale;
        }
        return unpacked;
    }
}
