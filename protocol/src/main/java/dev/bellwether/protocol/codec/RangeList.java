package dev.bellwether.protocol.codec;

import java.util.Arrays;

/** Ranges of an array, in the order in which they were found. Not safe for use by many threads. */
public final class RangeList {
    private int[] offsets = new int[128];
    private int[] lengths = new int[128];
    private int count;

    public void add(int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    /** How many ranges there are. */
    public int count() {
        return count;
    }

    /** Where a range begins. */
    public int offset(int index) {
        return offsets[index];
    }

    /** How long it is. */
    public int length(int index) {
        return lengths[index];
    }
}
