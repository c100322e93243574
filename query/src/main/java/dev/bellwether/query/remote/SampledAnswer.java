package dev.bellwether.query.remote;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the form SAMPLES: {@code ReadResponse{results=1}}, {@code QueryResult{timeseries=1}}, {@code
 * TimeSeries{labels=1, samples=2, histograms=4}}, {@code Sample{value=1, timestamp=2}}, the whole compressed as one block of
 * snappy. For one answer on one thread.
 */
final class SampledAnswer {
    private final SeriesReader reader;
    private final long maxSamples;
    private long samples;

    SampledAnswer(SeriesReader reader, long maxSamples) {
        this.reader = reader;
        this.maxSamples = maxSamples;
    }

    /**
     * Reads everything that is asked for; blocks meanwhile.
     *
     * @return the compressed message
     * @throws TooManySamplesException where there is more than may be held in memory
     */
    byte[] read(List<ReadQuery> queries) {
        MessageBuffer response = new MessageBuffer();
        for (ReadQuery query : queries) {
            MessageBuffer result = new MessageBuffer();
            read(query, result);
            response.message(1, result);
        }
        return compressed(response);
    }

    private void read(ReadQuery query, MessageBuffer result) {
        MessageBuffer series = new MessageBuffer();
        MessageBuffer histogram = new MessageBuffer();
        try (SeriesCursor cursor = reader.select(query.selection())) {
            while (cursor.nextSeries()) {
                series.clear();
                LabelsMessage.write(cursor.labels(), series);
                while (cursor.nextChunk()) {
                    SampleChunk chunk = cursor.chunk();
                    count(chunk.count());
                    series.fields(out -> floats(chunk, out));
                    histograms(chunk, series, histogram);
                }
                result.message(1, series);
            }
        }
    }

    private void count(int more) {
        samples += more;
        if (samples > maxSamples) {
            throw new TooManySamplesException(maxSamples);
        }
    }

    private static void floats(SampleChunk chunk, CodedOutputStream out) throws IOException {
        @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
        for (int i = 0; i < chunk.count(); i++) {
            if (histograms != null && histograms[i] != null) {
                continue;
            }
            long time = chunk.timestampMillis()[i];
            double value = chunk.values()[i];
            out.writeTag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(
                    CodedOutputStream.computeDoubleSize(1, value) + CodedOutputStream.computeInt64Size(2, time));
            out.writeDouble(1, value);
            out.writeInt64(2, time);
        }
    }

    private static void histograms(SampleChunk chunk, MessageBuffer series, MessageBuffer buffer) {
        @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
        if (histograms == null) {
            return;
        }
        for (int i = 0; i < chunk.count(); i++) {
            NativeHistogram histogram = histograms[i];
            if (histogram != null) {
                buffer.clear();
                HistogramMessage.write(chunk.timestampMillis()[i], histogram, buffer);
                series.message(4, buffer);
            }
        }
    }

    private static byte[] compressed(MessageBuffer message) {
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] target = new byte[snappy.maxCompressedLength(message.size())];
        int length = snappy.compress(message.array(), 0, message.size(), target, 0, target.length);
        return Arrays.copyOf(target, length);
    }
}
