package dev.bellwether.remote;

/**
 * Reads Prometheus's XOR chunks: two bytes with the count of samples, then times as differences of differences and values
 * as differences in bits. Not safe for use by many threads.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/chunks.md">the format</a>
 */
final class XorChunkReader {
    private static final int HEAD_BITS = 16;

    private final byte[] bytes;
    private final int count;
    private int position = HEAD_BITS;
    private int read;
    private long time;
    private long delta;
    private long value;
    private int leading;
    private int trailing;

    /**
     * A reader of one chunk.
     *
     * @throws IllegalArgumentException where it has no count
     */
    XorChunkReader(byte[] bytes) {
        if (bytes.length < 2) {
            throw new IllegalArgumentException("a chunk has " + bytes.length + " bytes, at least 2 are needed");
        }
        this.bytes = bytes;
        this.count = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }

    int count() {
        return count;
    }

    /**
     * Moves to the next sample, false where there is none.
     *
     * @throws IndexOutOfBoundsException where the chunk is cut off
     */
    boolean next() {
        if (read == count) {
            return false;
        }
        if (read == 0) {
            long encoded = varint();
            time = (encoded >>> 1) ^ -(encoded & 1);
            value = bits(64);
        } else {
            delta = read == 1 ? varint() : delta + deltaOfDelta();
            time += delta;
            changeValue();
        }
        read++;
        return true;
    }

    long timeMillis() {
        return time;
    }

    double value() {
        return Double.longBitsToDouble(value);
    }

    private long deltaOfDelta() {
        int width = 0;
        if (bits(1) == 1) {
            width = bits(1) == 0 ? 14 : bits(1) == 0 ? 17 : bits(1) == 0 ? 20 : 64;
        }
        if (width == 0) {
            return 0;
        }
        long encoded = bits(width);
        boolean negative = width < 64 && encoded > 1L << (width - 1);
        return negative ? encoded - (1L << width) : encoded;
    }

    private void changeValue() {
        if (bits(1) == 0) {
            return;
        }
        if (bits(1) == 1) {
            leading = (int) bits(5);
            int significant = (int) bits(6);
            trailing = 64 - leading - (significant == 0 ? 64 : significant);
        }
        value ^= bits(64 - leading - trailing) << trailing;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            long part = bits(8);
            result |= (part & 0x7f) << shift;
            if (part < 0x80) {
                return result;
            }
        }
    }

    private long bits(int wanted) {
        long result = 0;
        int left = wanted;
        while (left > 0) {
            int free = 8 - (position & 7);
            int part = Math.min(left, free);
            int current = bytes[position >>> 3] & 0xff;
            result = result << part | (current >>> (free - part)) & ((1 << part) - 1);
            position += part;
            left -= part;
        }
        return result;
    }
}
