package dev.bellwether.model.read;

import dev.bellwether.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of one series as columns; read only the first {@code count} entries.
 *
 * @param count how many samples there are, at least 1
 * @param timestampMillis strictly ascending times, milliseconds since 1970
 * @param values the values; where {@code histograms} has an entry the value is meaningless
 * @param histograms native histograms aligned with the times, null where the series has none in this chunk
 */
@SuppressWarnings("ArrayRecordComponent") // Columns are reused from chunk to chunk: copying would double the reading.
public record SampleChunk(
        int count,
        long[] timestampMillis,
        double[] values,
        @Nullable NativeHistogram @Nullable [] histograms) {}
