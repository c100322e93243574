package dev.bellwether.storage.timescale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes rows in the binary format of COPY through one buffer that is used again and again.
 *
 * <p>Follows "COPY, Binary Format" of PostgreSQL's manual. Begin, then for each row {@link #row} and its fields, then
 * {@link #end}; after an error {@link #cancel}. Not safe for use by many threads.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEND_BYTES = 128 * 1024;
    /** A float sample: the number of its fields, then each with its length. */
    private static final int SAMPLE_BYTES = 2 + 8 + 3 * 12;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int INT2 = 21;
    private static final int INT4 = 23;
    private static final int FLOAT8 = 701;

    /** 2000-01-01, where PostgreSQL's clock begins, in milliseconds since 1970. */
    static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;

    private byte[] buffer = new byte[SEND_BYTES + 1_024];
    private int length;
    private CopyIn copy;

    BinaryCopy(CopyManager manager, String sql) throws SQLException {
        begin(manager, sql);
    }

    /** Starts anew. */
    void begin(CopyManager manager, String sql) throws SQLException {
        copy = manager.copyIn(sql);
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        length = SIGNATURE.length;
        putInt(0); // flags
        putInt(0); // header extension
    }

    void row(int fields) throws SQLException {
        if (length >= SEND_BYTES) {
            send();
        }
        ensure(2);
        buffer[length++] = (byte) (fields >>> 8);
        buffer[length++] = (byte) fields;
    }

    /** A whole row of a table of float samples: metric, series, time, value. */
    void sample(int metricId, long seriesId, long timestampMillis, double value) throws SQLException {
        if (length >= SEND_BYTES) {
            send();
        }
        ensure(SAMPLE_BYTES);
        byte[] target = buffer;
        int at = length;
        SHORTS.set(target, at, (short) 4);
        INTS.set(target, at + 2, 4);
        INTS.set(target, at + 6, metricId);
        INTS.set(target, at + 10, 8);
        LONGS.set(target, at + 14, seriesId);
        INTS.set(target, at + 22, 8);
        LONGS.set(target, at + 26, (timestampMillis - POSTGRES_EPOCH_MILLIS) * 1_000);
        INTS.set(target, at + 34, 8);
        LONGS.set(target, at + 38, Double.doubleToRawLongBits(value));
        length = at + SAMPLE_BYTES;
    }

    void int4(int value) {
        ensure(8);
        putInt(4);
        putInt(value);
    }

    void int8(long value) {
        ensure(12);
        putInt(8);
        putLong(value);
    }

    void float8(double value) {
        int8(Double.doubleToRawLongBits(value));
    }

    void timestamp(long timestampMillis) {
        int8((timestampMillis - POSTGRES_EPOCH_MILLIS) * 1_000);
    }

    void bytes(byte[] value) {
        ensure(4 + value.length);
        putInt(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    /** A missing value. */
    void nothing() {
        ensure(4);
        putInt(-1);
    }

    /** An array of {@code smallint}; each value fits two bytes. */
    void int2Array(int[] values) {
        array(INT2, values.length, 2);
        for (int value : values) {
            putInt(2);
            buffer[length++] = (byte) (value >>> 8);
            buffer[length++] = (byte) value;
        }
    }

    void int4Array(int[] values) {
        array(INT4, values.length, 4);
        for (int value : values) {
            putInt(4);
            putInt(value);
        }
    }

    void float8Array(double[] values) {
        array(FLOAT8, values.length, 8);
        for (double value : values) {
            putInt(8);
            putLong(Double.doubleToRawLongBits(value));
        }
    }

    /** The head of an array of one dimension without nulls; makes room for its elements. */
    private void array(int elementType, int count, int elementBytes) {
        int size = 20 + count * (4 + elementBytes);
        ensure(4 + size);
        putInt(size);
        putInt(1); // dimensions
        putInt(0); // no nulls
        putInt(elementType);
        putInt(count);
        putInt(1); // the first index
    }

    /** Ends the copy; returns the number of rows the server took. */
    long end() throws SQLException {
        ensure(2);
        buffer[length++] = (byte) 0xff;
        buffer[length++] = (byte) 0xff;
        send();
        return copy.endCopy();
    }

    /** Gives up a copy that is under way; quiet where none is. */
    void cancel() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            // The transaction is rolled back or its connection closed next: that says more than this.
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    private void putInt(int value) {
        INTS.set(buffer, length, value);
        length += Integer.BYTES;
    }

    private void putLong(long value) {
        LONGS.set(buffer, length, value);
        length += Long.BYTES;
    }
}
