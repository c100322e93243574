package dev.bellwether.query.chunk;

/** Reads the samples of a chunk that {@link XorEncoder} wrote. Not safe for use by many threads. */
public final class XorDecoder {
    private final byte[] bytes;
    private final int count;
    private int position = 2 * 8;
    private int read;
    private long time;
    private long delta;
    private long bits;
    private int leading;
    private int trailing;

    public XorDecoder(byte[] bytes) {
        this.bytes = bytes;
        this.count = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }

    /** How many samples the chunk has. */
    public int count() {
        return count;
    }

    /** Moves to the next sample. */
    public boolean next() {
        if (read == count) {
            return false;
        }
        if (read == 0) {
            long encoded = unsignedVarint();
            time = (encoded >>> 1) ^ -(encoded & 1);
            bits = bits(64);
        } else {
            if (read == 1) {
                delta = unsignedVarint();
            } else {
                delta += deltaOfDelta();
            }
            time += delta;
            xor();
        }
        read++;
        return true;
    }

    public long timeMillis() {
        return time;
    }

    public double value() {
        return Double.longBitsToDouble(bits);
    }

    private long deltaOfDelta() {
        int width = 0;
        for (int candidate : new int[] {14, 17, 20, 64}) {
            if (bits(1) == 0) {
                break;
            }
            width = candidate;
            if (candidate == 20) {
                width = bits(1) == 0 ? 20 : 64;
                break;
            }
        }
        if (width == 0) {
            return 0;
        }
        long value = bits(width);
        return width < 64 && value > 1L << (width - 1) ? value - (1L << width) : value;
    }

    private void xor() {
        if (bits(1) == 0) {
            return;
        }
        if (bits(1) == 1) {
            leading = (int) bits(5);
            int significant = (int) bits(6);
            trailing = 64 - leading - (significant == 0 ? 64 : significant);
        }
        bits ^= bits(64 - leading - trailing) << trailing;
    }

    private long unsignedVarint() {
        long value = 0;
        int shift = 0;
        long part = bits(8);
        while ((part & 0x80) != 0) {
            value |= (part & 0x7f) << shift;
            shift += 7;
            part = bits(8);
        }
        return value | part << shift;
    }

    private long bits(int wanted) {
        long value = 0;
        int left = wanted;
        while (left > 0) {
            int free = 8 - (position & 7);
            int part = Math.min(left, free);
            int current = bytes[position >>> 3] & 0xff;
            value = value << part | (current >>> (free - part)) & ((1 << part) - 1);
            position += part;
            left -= part;
        }
        return value;
    }
}
