package dev.bellwether.query.hosts;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the newest sample of a series. Not safe for use by many threads. */
final class NewestSample {
    private long timestampMillis;
    private double value;
    private @Nullable NativeHistogram histogram;

    /** Reads the cursor's current series; false where it has ended. */
    boolean load(SeriesCursor cursor) {
        boolean found = false;
        while (cursor.nextChunk()) {
            SampleChunk chunk = cursor.chunk();
            int last = chunk.count() - 1;
            timestampMillis = chunk.timestampMillis()[last];
            value = chunk.values()[last];
            @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
            histogram = histograms == null ? null : histograms[last];
            found = true;
        }
        NativeHistogram loaded = histogram;
        return found && !(loaded == null ? SpecialValues.isStale(value) : loaded.isStale());
    }

    long timestampMillis() {
        return timestampMillis;
    }

    void writeValue(JsonWriter json) throws IOException {
        writeValue(value, histogram, json);
    }

    /** A number, or of a native histogram its count and sum. */
    static void writeValue(double value, @Nullable NativeHistogram histogram, JsonWriter json) throws IOException {
        if (histogram == null) {
            json.value(value);
        } else {
            json.beginObject().name("count").value(histogram.count());
            json.name("sum").value(histogram.sum()).endObject();
        }
    }
}
