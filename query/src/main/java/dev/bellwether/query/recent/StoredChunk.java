package dev.bellwether.query.recent;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.query.chunk.XorDecoder;
import dev.bellwether.query.chunk.XorEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of one series, compressed. Immutable.
 *
 * @param firstMillis the time of the first
 * @param lastMillis the time of the last
 * @param floats times and values as an XOR chunk; where there is a histogram, its value is meaningless
 * @param histograms histograms aligned with the times, null where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, when the chunk is closed.
record StoredChunk(
        long firstMillis,
        long lastMillis,
        byte[] floats,
        @Nullable NativeHistogram @Nullable [] histograms) {
    private static final int OVERHEAD_BYTES = 72;

    /** How much memory it takes, roughly. */
    int bytes() {
        int bytes = OVERHEAD_BYTES + floats.length;
        if (histograms != null) {
            for (NativeHistogram histogram : histograms) {
                bytes += histogram == null ? 4 : bytesOf(histogram);
            }
        }
        return bytes;
    }

    private static int bytesOf(NativeHistogram histogram) {
        return 160
                + 8 * (histogram.positiveBuckets().length + histogram.negativeBuckets().length)
                + 4 * (histogram.positiveSpans().length + histogram.negativeSpans().length);
    }

    /** The chunk with one more sample; itself where there is one at that time: the first stays. */
    StoredChunk with(long time, double value, @Nullable NativeHistogram histogram) {
        XorDecoder decoder = new XorDecoder(floats);
        XorEncoder encoder = new XorEncoder();
        int total = decoder.count() + 1;
        boolean anyHistogram = histograms != null || histogram != null;
        @Nullable NativeHistogram[] merged = new NativeHistogram[total];
        boolean placed = false;
        int read = 0;
        while (decoder.next()) {
            if (decoder.timeMillis() == time) {
                return this;
            }
            if (!placed && decoder.timeMillis() > time) {
                merged[encoder.count()] = histogram;
                encoder.append(time, value);
                placed = true;
            }
            merged[encoder.count()] = histograms == null ? null : histograms[read];
            encoder.append(decoder.timeMillis(), decoder.value());
            read++;
        }
        if (!placed) {
            merged[encoder.count()] = histogram;
            encoder.append(time, value);
        }
        return new StoredChunk(
                encoder.firstTime(), encoder.lastTime(), encoder.toBytes(), anyHistogram ? merged : null);
    }
}
