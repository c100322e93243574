package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.functions.Window;

/** How many floats a sample counts for, as in Prometheus's statistics. */
final class SampleSize {
    /** The bytes of a histogram without its buckets, in Prometheus. */
    private static final int FIXED_BYTES = 168;

    private static final int TIME_BYTES = 8;
    private static final int FLOAT_SAMPLE_BYTES = 16;

    private SampleSize() {}

    static long of(NativeHistogram histogram) {
        // Spans are pairs of 32-bit numbers.
        long bytes = FIXED_BYTES
                + 4L * (histogram.positiveSpans().length + histogram.negativeSpans().length)
                + 8L
                        * (histogram.positiveBuckets().length
                                + histogram.negativeBuckets().length
                                + histogram.customValues().length);
        return (bytes + TIME_BYTES) / FLOAT_SAMPLE_BYTES;
    }

    /** All samples inside a window. */
    static long of(Window window) {
        long size = window.floatCount();
        for (int i = window.histogramStart(); i < window.histogramEnd(); i++) {
            size += of(window.histogram(i));
        }
        return size;
    }
}
