package dev.bellwether.protocol.codec;

import dev.bellwether.model.SpecialValues;
import java.util.Arrays;

/**
 * A column of doubles to bytes and back, exact to the bit.
 *
 * <p>What machines report is mostly zeros, whole numbers and decimals of a few places, so a value is written as a class
 * of four bits (two in a byte, the first in the low half) and, where the class needs it, a payload: 0 is zero, 1 absent, 2
 * the stale marker, 3 eight raw bytes (little-endian), 4 to 15 a mantissa {@code m} with value {@code m / 10^(class −
 * 4)}. All classes stand first, then all mantissas as zigzag varints, then all raw values: alike beside alike is what the
 * compression behind it likes. A mantissa is below 2⁵³, so that the division gives back the very double.
 */
public final class ColumnCodec {
    private static final int ZERO = 0;
    private static final int ABSENT = 1;
    private static final int STALE = 2;
    private static final int RAW = 3;
    private static final int DECIMAL = 4;
    private static final int MAX_EXPONENT = 11;
    private static final double MAX_MANTISSA = 1L << 53;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11};

    private ColumnCodec() {}

    /** Encodes the first {@code count} values. */
    public static byte[] encode(double[] values, int count) {
        int classBytes = (count + 1) / 2;
        byte[] target = new byte[classBytes + count * 10];
        byte[] raw = new byte[count * 8];
        int rawSize = 0;
        int position = classBytes;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            int valueClass = classify(value);
            target[i >> 1] |= (byte) (valueClass << ((i & 1) * 4));
            if (valueClass == RAW) {
                long bits = Double.doubleToRawLongBits(value);
                for (int b = 0; b < 8; b++) {
                    raw[rawSize++] = (byte) (bits >>> (8 * b));
                }
            } else if (valueClass >= DECIMAL) {
                long mantissa = Math.round(value * POWERS[valueClass - DECIMAL]);
                long zigzag = (mantissa << 1) ^ (mantissa >> 63);
                while ((zigzag & ~0x7fL) != 0) {
                    target[position++] = (byte) (zigzag | 0x80);
                    zigzag >>>= 7;
                }
                target[position++] = (byte) zigzag;
            }
        }
        byte[] encoded = Arrays.copyOf(target, position + rawSize);
        System.arraycopy(raw, 0, encoded, position, rawSize);
        return encoded;
    }

    private static int classify(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0) {
            return ZERO;
        }
        if (bits == SpecialValues.ABSENT_BITS) {
            return ABSENT;
        }
        if (bits == SpecialValues.STALE_BITS) {
            return STALE;
        }
        if (bits == Long.MIN_VALUE || !(Math.abs(value) < MAX_MANTISSA)) {
            return RAW;
        }
        if ((double) (long) value == value) {
            return DECIMAL;
        }
        for (int exponent = 1; exponent <= MAX_EXPONENT; exponent++) {
            double scaled = value * POWERS[exponent];
            if (!(Math.abs(scaled) < MAX_MANTISSA)) {
                return RAW;
            }
            double mantissa = Math.rint(scaled);
            // A decimal of so many places differs from its scaled double by rounding alone.
            if (Math.abs(scaled - mantissa) <= Math.ulp(scaled) * 2 && mantissa / POWERS[exponent] == value) {
                return Math.round(scaled) == (long) mantissa ? DECIMAL + exponent : RAW;
            }
        }
        return RAW;
    }

    /**
     * Decodes a column.
     *
     * @param count how many values it must hold
     * @throws InvalidBatchException where the bytes are too few or too many
     */
    public static double[] decode(byte[] encoded, int count) {
        return decode(encoded, 0, encoded.length, count);
    }

    /** Decodes a column that stands among other bytes; see {@link #decode(byte[], int)}. */
    static double[] decode(byte[] source, int offset, int length, int count) {
        int position = offset + (count + 1) / 2;
        int end = offset + length;
        if (end < position) {
            throw tooShort(length, count);
        }
        double[] values = new double[count];
        int rawCount = 0;
        for (int i = 0; i < count; i++) {
            int valueClass = (source[offset + (i >> 1)] >>> ((i & 1) * 4)) & 0xf;
            if (valueClass >= DECIMAL) {
                long zigzag = 0;
                int shift = 0;
                byte next;
                do {
                    if (position >= end || shift > 63) {
                        throw tooShort(length, count);
                    }
                    next = source[position++];
                    zigzag |= (long) (next & 0x7f) << shift;
                    shift += 7;
                } while (next < 0);
                long mantissa = (zigzag >>> 1) ^ -(zigzag & 1);
                values[i] =
                        valueClass == DECIMAL ? (double) mantissa : (double) mantissa / POWERS[valueClass - DECIMAL];
            } else if (valueClass == RAW) {
                rawCount++;
            } else {
                values[i] =
                        valueClass == ZERO ? 0.0 : valueClass == ABSENT ? SpecialValues.ABSENT : SpecialValues.STALE;
            }
        }
        if (end != position + rawCount * 8L) {
            throw new InvalidBatchException("column has " + length + " bytes, its " + count + " values need "
                    + (position - offset + rawCount * 8L));
        }
        for (int i = 0; rawCount > 0; i++) {
            if (((source[offset + (i >> 1)] >>> ((i & 1) * 4)) & 0xf) == RAW) {
                long bits = 0;
                for (int b = 0; b < 8; b++) {
                    bits |= (source[position++] & 0xffL) << (8 * b);
                }
                values[i] = Double.longBitsToDouble(bits);
                rawCount--;
            }
        }
        return values;
    }

    private static InvalidBatchException tooShort(int length, int count) {
        return new InvalidBatchException("column has " + length + " bytes and ends within its " + count + " values");
    }
}
