package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sample with its labels, as tests write and read it back; equal by the bits of its value. */
record StoredSample(
        Labels labels,
        long timestampMillis,
        long valueBits,
        @Nullable NativeHistogram histogram) {

    static StoredSample of(Labels labels, long timestampMillis, double value) {
        return new StoredSample(labels, timestampMillis, Double.doubleToRawLongBits(value), null);
    }

    static StoredSample of(Labels labels, long timestampMillis, NativeHistogram histogram) {
        return new StoredSample(labels, timestampMillis, 0, histogram);
    }

    double value() {
        return Double.longBitsToDouble(valueBits);
    }

    /** Samples at regular times. */
    static List<StoredSample> regular(Labels labels, long startMillis, long stepMillis, double... values) {
        List<StoredSample> samples = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            samples.add(of(labels, startMillis + i * stepMillis, values[i]));
        }
        return samples;
    }
}
