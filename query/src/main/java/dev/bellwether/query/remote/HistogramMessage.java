package dev.bellwether.query.remote;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;

/**
 * Writes native histograms with floating point counts: {@code Histogram{count_float=2, sum=3, schema=4, zero_threshold=5,
 * zero_count_float=7, negative_spans=8, negative_counts=10, positive_spans=11, positive_counts=13, reset_hint=14,
 * timestamp=15, custom_values=16}} and {@code BucketSpan{offset=1, length=2}}. Stateless.
 */
final class HistogramMessage {
    private HistogramMessage() {}

    /** Appends the fields of a histogram. */
    static void write(long timestampMillis, NativeHistogram histogram, MessageBuffer message) {
        message.fields(out -> {
            out.writeDouble(2, histogram.count());
            out.writeDouble(3, histogram.sum());
            out.writeSInt32(4, histogram.schema());
            out.writeDouble(5, histogram.zeroThreshold());
            out.writeDouble(7, histogram.zeroCount());
            spans(8, histogram.negativeSpans(), out);
            doubles(10, histogram.negativeBuckets(), out);
            spans(11, histogram.positiveSpans(), out);
            doubles(13, histogram.positiveBuckets(), out);
            out.writeEnum(14, hint(histogram.counterResetHint()));
            out.writeInt64(15, timestampMillis);
            doubles(16, histogram.customValues(), out);
        });
    }

    private static int hint(NativeHistogram.CounterResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case RESET -> 1;
            case NOT_RESET -> 2;
            case GAUGE -> 3;
        };
    }

    private static void spans(int field, int[] spans, CodedOutputStream out) throws IOException {
        for (int i = 0; i < spans.length; i += 2) {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(CodedOutputStream.computeSInt32Size(1, spans[i])
                    + CodedOutputStream.computeUInt32Size(2, spans[i + 1]));
            out.writeSInt32(1, spans[i]);
            out.writeUInt32(2, spans[i + 1]);
        }
    }

    private static void doubles(int field, double[] values, CodedOutputStream out) throws IOException {
        if (values.length == 0) {
            return;
        }
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(values.length * Double.BYTES);
        for (double value : values) {
            out.writeDoubleNoTag(value);
        }
    }
}
