package dev.bellwether.query.recent;

import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.List;

/** Reads a selection into texts, one for each sample, values by their bits. */
public final class Reading {
    private Reading() {}

    public static List<String> all(SeriesReader reader, Selection selection) {
        List<String> samples = new ArrayList<>();
        try (SeriesCursor cursor = reader.select(selection)) {
            while (cursor.nextSeries()) {
                int before = samples.size();
                while (cursor.nextChunk()) {
                    SampleChunk chunk = cursor.chunk();
                    for (int i = 0; i < chunk.count(); i++) {
                        Object histogram = chunk.histograms() == null ? null : chunk.histograms()[i];
                        samples.add(cursor.labels() + " " + chunk.timestampMillis()[i] + " "
                                + (histogram == null
                                        ? Long.toHexString(Double.doubleToRawLongBits(chunk.values()[i]))
                                        : "histogram " + histogram.hashCode()));
                    }
                }
                if (samples.size() == before) {
                    throw new AssertionError("a series without a sample: " + cursor.labels());
                }
            }
        }
        return samples;
    }
}
