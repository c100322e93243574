package dev.bellwether.query.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the samples of a chunk that {@link XorEncoder} wrote. Not safe for use by many threads. */
public final class XorDecoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

    /**
     * Reads on to the end of a range of time.
     *
     * @param startMillis samples before it are left out
     * @param endMillis the first sample after it ends the reading
     * @param times takes the times, from its beginning; has room for {@link #count}
     * @param values takes the values
     * @return how many samples were taken
     */
    public int read(long startMillis, long endMillis, long[] times, double[] values) {
        int taken = 0;
        while (next() && time <= endMillis) {
            if (time >= startMillis) {
                times[taken] = time;
                values[taken++] = Double.longBitsToDouble(bits);
            }
        }
        return taken;
    }

    private long deltaOfDelta() {
        if (bit() == 0) {
            return 0;
        }
        int width = bit() == 0 ? 14 : bit() == 0 ? 17 : bit() == 0 ? 20 : 64;
        long value = bits(width);
        return width < 64 && value > 1L << (width - 1) ? value - (1L << width) : value;
    }

    private void xor() {
        if (bit() == 0) {
            return;
        }
        if (bit() == 1) {
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

    private int bit() {
        int bit = bytes[position >>> 3] >>> (7 - (position & 7)) & 1;
        position++;
        return bit;
    }

    private long bits(int wanted) {
        int index = position >>> 3;
        int offset = position & 7;
        if (index + Long.BYTES >= bytes.length) {
            return bitsNearTheEnd(wanted);
        }
        position += wanted;
        long word = (long) LONGS.get(bytes, index);
        if (offset + wanted <= Long.SIZE) {
            return word << offset >>> (Long.SIZE - wanted);
        }
        long high = word << offset >>> offset;
        int missing = offset + wanted - Long.SIZE;
        return high << missing | (bytes[index + Long.BYTES] & 0xffL) >>> (Byte.SIZE - missing);
    }

    private long bitsNearTheEnd(int wanted) {
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
