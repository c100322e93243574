package dev.bellwether.query.prometheus;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.histogram.HistogramBucket;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes what a query gives as Prometheus's {@code resultType} and {@code result}. Stateless. */
final class ResultWriter {
    private ResultWriter() {}

    /** Both fields, inside an object that the caller has begun. */
    static void write(QueryResult result, JsonWriter json) throws IOException {
        json.name("resultType").value(typeOf(result)).name("result");
        switch (result) {
            case QueryResult.Scalar scalar -> {
                json.beginArray().timestamp(scalar.timestampMillis());
                json.sampleValue(scalar.value()).endArray();
            }
            case QueryResult.Text text -> {
                json.beginArray().timestamp(text.timestampMillis());
                json.value(text.value()).endArray();
            }
            case QueryResult.InstantVector vector -> {
                json.beginArray();
                for (QueryResult.Sample sample : vector.samples()) {
                    write(sample, json);
                }
                json.endArray();
            }
            case QueryResult.Matrix matrix -> {
                json.beginArray();
                for (QueryResult.Series series : matrix.series()) {
                    write(series, json);
                }
                json.endArray();
            }
        }
    }

    private static String typeOf(QueryResult result) {
        return switch (result) {
            case QueryResult.Scalar scalar -> "scalar";
            case QueryResult.Text text -> "string";
            case QueryResult.InstantVector vector -> "vector";
            case QueryResult.Matrix matrix -> "matrix";
        };
    }

    private static void write(QueryResult.Sample sample, JsonWriter json) throws IOException {
        json.beginObject().name("metric").labels(sample.labels());
        NativeHistogram histogram = sample.histogram();
        json.name(histogram == null ? "value" : "histogram").beginArray().timestamp(sample.timestampMillis());
        if (histogram == null) {
            json.sampleValue(sample.value());
        } else {
            write(histogram, json);
        }
        json.endArray().endObject();
    }

    private static void write(QueryResult.Series series, JsonWriter json) throws IOException {
        json.beginObject().name("metric").labels(series.labels());
        @Nullable NativeHistogram @Nullable [] histograms = series.histograms();
        long[] times = series.timestampMillis();
        boolean begun = false;
        for (int i = 0; i < times.length; i++) {
            if (histograms != null && histograms[i] != null) {
                continue;
            }
            if (!begun) {
                json.name("values").beginArray();
                begun = true;
            }
            json.beginArray()
                    .timestamp(times[i])
                    .sampleValue(series.values()[i])
                    .endArray();
        }
        if (begun) {
            json.endArray();
        }
        if (histograms != null) {
            writeHistograms(times, histograms, json);
        }
        json.endObject();
    }

    private static void writeHistograms(long[] times, @Nullable NativeHistogram[] histograms, JsonWriter json)
            throws IOException {
        boolean begun = false;
        for (int i = 0; i < times.length; i++) {
            NativeHistogram histogram = histograms[i];
            if (histogram == null) {
                continue;
            }
            if (!begun) {
                json.name("histograms").beginArray();
                begun = true;
            }
            json.beginArray().timestamp(times[i]);
            write(histogram, json);
            json.endArray();
        }
        if (begun) {
            json.endArray();
        }
    }

    /** A native histogram: count, sum and its populated buckets with the kind of their bounds. */
    static void write(NativeHistogram histogram, JsonWriter json) throws IOException {
        json.beginObject().name("count").sampleValue(histogram.count());
        json.name("sum").sampleValue(histogram.sum());
        boolean begun = false;
        for (HistogramBucket bucket : HistogramBucket.ascending(histogram)) {
            if (bucket.count() == 0) {
                continue;
            }
            if (!begun) {
                json.name("buckets").beginArray();
                begun = true;
            }
            json.beginArray().value((long) boundaries(bucket));
            json.sampleValue(bucket.lower()).sampleValue(bucket.upper());
            json.sampleValue(bucket.count()).endArray();
        }
        if (begun) {
            json.endArray();
        }
        json.endObject();
    }

    /** 0: only the upper bound belongs to it, 1: only the lower, 2: neither, 3: both. */
    private static int boundaries(HistogramBucket bucket) {
        if (bucket.lowerInclusive()) {
            return bucket.upperInclusive() ? 3 : 1;
        }
        return bucket.upperInclusive() ? 0 : 2;
    }
}
