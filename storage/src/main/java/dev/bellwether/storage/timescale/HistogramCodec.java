package dev.bellwether.storage.timescale;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import java.nio.ByteBuffer;

/** Native histograms as bytes: a version, then every field in order, arrays with their length before them. */
final class HistogramCodec {
    private static final byte VERSION = 1;

    private HistogramCodec() {}

    static byte[] encode(NativeHistogram histogram) {
        int size = 1
                + 1
                + 4
                + 4 * 8
                + 5 * 4
                + 4 * (histogram.positiveSpans().length + histogram.negativeSpans().length)
                + 8
                        * (histogram.positiveBuckets().length
                                + histogram.negativeBuckets().length
                                + histogram.customValues().length);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(VERSION).put((byte) histogram.counterResetHint().ordinal()).putInt(histogram.schema());
        putDouble(bytes, histogram.zeroThreshold());
        putDouble(bytes, histogram.zeroCount());
        putDouble(bytes, histogram.count());
        putDouble(bytes, histogram.sum());
        putInts(bytes, histogram.positiveSpans());
        putDoubles(bytes, histogram.positiveBuckets());
        putInts(bytes, histogram.negativeSpans());
        putDoubles(bytes, histogram.negativeBuckets());
        putDoubles(bytes, histogram.customValues());
        return bytes.array();
    }

    /**
     * The histogram in these bytes.
     *
     * @throws IllegalArgumentException where the version is unknown
     */
    static NativeHistogram decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "a stored histogram has version " + version + ", this program reads " + VERSION);
        }
        CounterResetHint hint = CounterResetHint.values()[bytes.get()];
        int schema = bytes.getInt();
        double zeroThreshold = getDouble(bytes);
        double zeroCount = getDouble(bytes);
        double count = getDouble(bytes);
        double sum = getDouble(bytes);
        return new NativeHistogram(
                hint,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                getInts(bytes),
                getDoubles(bytes),
                getInts(bytes),
                getDoubles(bytes),
                getDoubles(bytes));
    }

    // By bits: a stale marker must come back as it went in.
    private static void putDouble(ByteBuffer bytes, double value) {
        bytes.putLong(Double.doubleToRawLongBits(value));
    }

    private static double getDouble(ByteBuffer bytes) {
        return Double.longBitsToDouble(bytes.getLong());
    }

    private static void putInts(ByteBuffer bytes, int[] values) {
        bytes.putInt(values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
    }

    private static int[] getInts(ByteBuffer bytes) {
        int[] values = new int[bytes.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getInt();
        }
        return values;
    }

    private static void putDoubles(ByteBuffer bytes, double[] values) {
        bytes.putInt(values.length);
        for (double value : values) {
            putDouble(bytes, value);
        }
    }

    private static double[] getDoubles(ByteBuffer bytes) {
        double[] values = new double[bytes.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = getDouble(bytes);
        }
        return values;
    }
}
