package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import org.jspecify.annotations.Nullable;

/** The newest sample of a series, which is all that an instant needs; reused from series to series. */
final class NewestSample {
    private boolean present;
    private long timeMillis;
    private double value;
    private @Nullable NativeHistogram histogram;
    private long read;

    /** Takes the newest sample of the cursor's current series; none where that is a stale marker. */
    void load(SeriesCursor cursor, long lastMillis, QueryContext context) {
        present = false;
        histogram = null;
        read = 0;
        while (cursor.nextChunk()) {
            SampleChunk chunk = cursor.chunk();
            context.work(chunk.count());
            read += chunk.count();
            take(chunk, lastMillis);
        }
        context.countRead(read);
    }

    private void take(SampleChunk chunk, long lastMillis) {
        int index = chunk.count() - 1;
        while (index >= 0 && chunk.timestampMillis()[index] > lastMillis) {
            index--;
        }
        if (index < 0) {
            return;
        }
        timeMillis = chunk.timestampMillis()[index];
        value = chunk.values()[index];
        @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
        histogram = histograms == null ? null : histograms[index];
        NativeHistogram found = histogram;
        present = found == null ? !SpecialValues.isStale(value) : !found.isStale();
    }

    boolean isPresent() {
        return present;
    }

    long timeMillis() {
        return timeMillis;
    }

    double value() {
        return value;
    }

    @Nullable
    NativeHistogram histogram() {
        return histogram;
    }

    /** How many samples were read for it. */
    long read() {
        return read;
    }
}
