package dev.bellwether.query.chunk;

import java.util.Arrays;

/**
 * Appends floats to a compressed chunk: deltas of deltas of times, XOR of values; a regular series with a constant value
 * takes two bits a sample.
 *
 * <p>The format is that of Prometheus's XOR chunks (after Facebook's Gorilla paper), so that a chunk can be sent to it as
 * it is. Not safe for use by many threads.
 */
public final class XorEncoder {
    /** The most samples of a chunk, bound by its header. */
    public static final int MAX_SAMPLES = 65_535;

    private static final int HEADER_BYTES = 2;
    private static final int NO_LEADING = 0xff;

    private byte[] bytes = new byte[24];
    private int bitsFree;
    private int length = HEADER_BYTES;
    private int count;
    private long firstTime;
    private long lastTime;
    private long lastDelta;
    private long lastBits;
    private int leading = NO_LEADING;
    private int trailing;

    public int count() {
        return count;
    }

    /** The time of the first sample; meaningless while there is none. */
    public long firstTime() {
        return firstTime;
    }

    /** The time of the last sample; meaningless while there is none. */
    public long lastTime() {
        return lastTime;
    }

    /** How many bytes it takes. */
    public int size() {
        return length;
    }

    /** Appends a sample; times ascend. */
    public void append(long timeMillis, double value) {
        if (count == MAX_SAMPLES) {
            throw new IllegalStateException("a chunk holds at most " + MAX_SAMPLES + " samples");
        }
        long bits = Double.doubleToRawLongBits(value);
        if (count == 0) {
            firstTime = timeMillis;
            signedVarint(timeMillis);
            write(bits, 64);
        } else if (count == 1) {
            lastDelta = timeMillis - lastTime;
            unsignedVarint(lastDelta);
            xor(bits);
        } else {
            long delta = timeMillis - lastTime;
            deltaOfDelta(delta - lastDelta);
            lastDelta = delta;
            xor(bits);
        }
        lastTime = timeMillis;
        lastBits = bits;
        count++;
        bytes[0] = (byte) (count >> 8);
        bytes[1] = (byte) count;
    }

    /** The chunk so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void deltaOfDelta(long change) {
        if (change == 0) {
            write(0, 1);
        } else if (fits(change, 14)) {
            write(0b10, 2);
            write(change, 14);
        } else if (fits(change, 17)) {
            write(0b110, 3);
            write(change, 17);
        } else if (fits(change, 20)) {
            write(0b1110, 4);
            write(change, 20);
        } else {
            write(0b1111, 4);
            write(change, 64);
        }
    }

    private static boolean fits(long value, int bits) {
        return -((1L << (bits - 1)) - 1) <= value && value <= 1L << (bits - 1);
    }

    private void xor(long bits) {
        long difference = bits ^ lastBits;
        if (difference == 0) {
            write(0, 1);
            return;
        }
        write(1, 1);
        int newLeading = Math.min(31, Long.numberOfLeadingZeros(difference));
        int newTrailing = Long.numberOfTrailingZeros(difference);
        if (leading != NO_LEADING && newLeading >= leading && newTrailing >= trailing) {
            write(0, 1);
            write(difference >>> trailing, 64 - leading - trailing);
            return;
        }
        leading = newLeading;
        trailing = newTrailing;
        write(1, 1);
        write(leading, 5);
        int significant = 64 - leading - trailing;
        // 64 does not fit into six bits; 0 never occurs and stands for it.
        write(significant & 63, 6);
        write(difference >>> trailing, significant);
    }

    private void signedVarint(long value) {
        unsignedVarint((value << 1) ^ (value >> 63));
    }

    private void unsignedVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            write((rest & 0x7f) | 0x80, 8);
            rest >>>= 7;
        }
        write(rest, 8);
    }

    private void write(long value, int bitCount) {
        int left = bitCount;
        while (left > 0) {
            if (bitsFree == 0) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, length + length / 2);
                }
                bytes[length++] = 0;
                bitsFree = 8;
            }
            int part = Math.min(left, bitsFree);
            long taken = (value >>> (left - part)) & ((1L << part) - 1);
            bytes[length - 1] |= (byte) (taken << (bitsFree - part));
            bitsFree -= part;
            left -= part;
        }
    }
}
