package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The 64-bit hash of labels that Prometheus uses: xxHash64 (seed 0) over names and values, each with its length in
 * front, so that {@code limit_ratio} selects the same series here and there.
 */
final class LabelsHash {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;
    private static final double TWO_TO_64 = 0x1p64;
    private static final int SHORT_LENGTH = 255;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LabelsHash() {}

    /** Whether labels belong to a sample of this ratio; a negative ratio gives what {@code 1 + ratio} leaves. */
    static boolean isSampled(Labels labels, double ratio) {
        double offset = unsigned(of(labels)) / TWO_TO_64;
        return ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    static long of(Labels labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        labels.forEach((name, value) -> {
            write(bytes, name);
            write(bytes, value);
        });
        return hash(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream target, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORT_LENGTH) {
            target.write(bytes.length);
        } else {
            target.write(SHORT_LENGTH);
            target.write(bytes.length & 0xff);
            target.write((bytes.length >> 8) & 0xff);
            target.write((bytes.length >> 16) & 0xff);
        }
        target.writeBytes(bytes);
    }

    static long hash(byte[] data) {
        int position = 0;
        long hash;
        if (data.length >= 32) {
            long v1 = PRIME1;
            v1 += PRIME2;
            long v2 = PRIME2;
            long v3 = 0;
            long v4 = -PRIME1;
            while (position <= data.length - 32) {
                v1 = round(v1, (long) LONG.get(data, position));
                v2 = round(v2, (long) LONG.get(data, position + 8));
                v3 = round(v3, (long) LONG.get(data, position + 16));
                v4 = round(v4, (long) LONG.get(data, position + 24));
                position += 32;
            }
            hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
            hash = merged(merged(merged(merged(hash, v1), v2), v3), v4);
        } else {
            hash = PRIME5;
        }
        hash += data.length;
        for (; position + 8 <= data.length; position += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(data, position)), 27) * PRIME1 + PRIME4;
        }
        if (position + 4 <= data.length) {
            long word = (int) INT.get(data, position) & 0xffffffffL;
            hash = Long.rotateLeft(hash ^ (word * PRIME1), 23) * PRIME2 + PRIME3;
            position += 4;
        }
        for (; position < data.length; position++) {
            hash = Long.rotateLeft(hash ^ ((data[position] & 0xff) * PRIME5), 11) * PRIME1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME2;
        hash = (hash ^ (hash >>> 29)) * PRIME3;
        return hash ^ (hash >>> 32);
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * PRIME2, 31) * PRIME1;
    }

    private static long merged(long hash, long value) {
        return (hash ^ round(0, value)) * PRIME1 + PRIME4;
    }
}
