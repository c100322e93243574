package dev.bellwether.query.hosts;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes one page of samples, series by series, until it is full. Not safe for use by many threads. */
final class RangePage {
    private final RangeParameters range;
    private final long lookbackMillis;
    private final JsonWriter json;

    private int written;
    private boolean full;
    private boolean seriesBegun;
    private Labels labels = Labels.EMPTY;
    private Labels lastLabels = Labels.EMPTY;
    private long lastMillis;

    // The sample that stands for the next step.
    private boolean pending;
    private long pendingMillis;
    private double pendingValue;
    private @Nullable NativeHistogram pendingHistogram;
    private long nextStepMillis;

    RangePage(RangeParameters range, long lookbackMillis, JsonWriter json) {
        this.range = range;
        this.lookbackMillis = lookbackMillis;
        this.json = json;
    }

    boolean isFull() {
        return full;
    }

    /** Where the next page begins; asked for only when this one is full. */
    Cursor next() {
        return new Cursor(lastLabels, lastMillis, range.startMillis(), range.endMillis());
    }

    /** Writes the cursor's current series, as far as there is room and it was not on an earlier page. */
    void write(SeriesCursor cursor) throws IOException {
        labels = cursor.labels();
        long after = Long.MIN_VALUE;
        Cursor from = range.cursor();
        if (from != null) {
            int order = labels.compareTo(from.labels());
            if (order < 0) {
                return;
            }
            after = order == 0 ? from.afterMillis() : after;
        }
        seriesBegun = false;
        pending = false;
        nextStepMillis = range.startMillis();
        while (!full && cursor.nextChunk()) {
            write(cursor.chunk(), after);
        }
        if (!full && range.stepMillis() > 0) {
            stepsBefore(Long.MAX_VALUE, after);
        }
        if (seriesBegun) {
            json.endArray().endObject();
        }
    }

    private void write(SampleChunk chunk, long after) throws IOException {
        @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
        for (int i = 0; i < chunk.count() && !full; i++) {
            long time = chunk.timestampMillis()[i];
            NativeHistogram histogram = histograms == null ? null : histograms[i];
            double value = chunk.values()[i];
            if (range.stepMillis() > 0) {
                stepsBefore(time, after);
                pending = !isStale(value, histogram);
                pendingMillis = time;
                pendingValue = value;
                pendingHistogram = histogram;
            } else if (time > after && !isStale(value, histogram)) {
                sample(time, value, histogram);
            }
        }
    }

    private static boolean isStale(double value, @Nullable NativeHistogram histogram) {
        return histogram == null ? SpecialValues.isStale(value) : histogram.isStale();
    }

    /** Writes every step before a time at which the pending sample is the newest and young enough. */
    private void stepsBefore(long time, long after) throws IOException {
        long end = Math.min(time - 1, range.endMillis());
        long last = pending ? Math.min(end, pendingMillis + lookbackMillis - 1) : Long.MIN_VALUE;
        while (nextStepMillis <= last) {
            if (nextStepMillis >= pendingMillis && nextStepMillis > after) {
                sample(nextStepMillis, pendingValue, pendingHistogram);
                if (full) {
                    return;
                }
            }
            nextStepMillis += range.stepMillis();
        }
        if (nextStepMillis <= end) {
            nextStepMillis += ((end - nextStepMillis) / range.stepMillis() + 1) * range.stepMillis();
        }
    }

    private void sample(long time, double value, @Nullable NativeHistogram histogram) throws IOException {
        if (written == range.limit()) {
            full = true;
            return;
        }
        if (!seriesBegun) {
            json.beginObject().name("labels").labels(labels).name("samples").beginArray();
            seriesBegun = true;
        }
        json.beginArray().value(Instant.ofEpochMilli(time).toString());
        NewestSample.writeValue(value, histogram, json);
        json.endArray();
        written++;
        lastLabels = labels;
        lastMillis = time;
    }
}
