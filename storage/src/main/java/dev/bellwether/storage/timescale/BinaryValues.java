package dev.bellwether.storage.timescale;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Reads values as the server sends them in binary. */
final class BinaryValues {
    private BinaryValues() {}

    /** A {@code timestamptz} in milliseconds since 1970. */
    static long timestampMillis(byte[] value) {
        long micros = ByteBuffer.wrap(value).getLong();
        return Math.floorDiv(micros, 1_000) + BinaryCopy.POSTGRES_EPOCH_MILLIS;
    }

    /** A {@code uuid}. */
    static UUID uuid(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A {@code float8[]} without nulls. */
    static double[] doubles(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        double[] doubles = new double[elements(bytes)];
        for (int i = 0; i < doubles.length; i++) {
            bytes.getInt();
            doubles[i] = Double.longBitsToDouble(bytes.getLong());
        }
        return doubles;
    }

    /** An {@code int4[]} or {@code int2[]} without nulls. */
    static int[] ints(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int[] ints = new int[elements(bytes)];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = bytes.getInt() == 2 ? bytes.getShort() : bytes.getInt();
        }
        return ints;
    }

    /** Reads the head of a one-dimensional array. */
    private static int elements(ByteBuffer bytes) {
        int dimensions = bytes.getInt();
        bytes.getInt(); // whether there are nulls
        bytes.getInt(); // the elements' type
        if (dimensions == 0) {
            return 0;
        }
        int count = bytes.getInt();
        bytes.getInt(); // the first index
        return count;
    }
}
