package dev.bellwether.protocol.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.protocol.v1.Histogram;
import java.util.List;

/** Native histograms to bytes and back: on the wire and, as the very same bytes, in storage. Stateless. */
public final class HistogramCodec {
    private static final CounterResetHint[] HINTS = CounterResetHint.values();

    private HistogramCodec() {}

    /** Encodes one histogram. */
    public static byte[] encode(NativeHistogram histogram) {
        return toProto(histogram).toByteArray();
    }

    /**
     * Decodes one histogram.
     *
     * @throws InvalidBatchException where the bytes are none
     */
    public static NativeHistogram decode(byte[] bytes) {
        try {
            return fromProto(Histogram.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidBatchException("histogram cannot be read: " + e.getMessage(), e);
        }
    }

    static Histogram toProto(NativeHistogram histogram) {
        Histogram.Builder proto = Histogram.newBuilder()
                .setCounterResetHint(histogram.counterResetHint().ordinal())
                .setSchema(histogram.schema())
                .setZeroThreshold(histogram.zeroThreshold())
                .setZeroCount(histogram.zeroCount())
                .setCount(histogram.count())
                .setSumBits(Double.doubleToRawLongBits(histogram.sum()));
        for (int span : histogram.positiveSpans()) {
            proto.addPositiveSpans(span);
        }
        for (double bucket : histogram.positiveBuckets()) {
            proto.addPositiveBuckets(bucket);
        }
        for (int span : histogram.negativeSpans()) {
            proto.addNegativeSpans(span);
        }
        for (double bucket : histogram.negativeBuckets()) {
            proto.addNegativeBuckets(bucket);
        }
        for (double bound : histogram.customValues()) {
            proto.addCustomValues(bound);
        }
        return proto.build();
    }

    static NativeHistogram fromProto(Histogram proto) {
        int hint = proto.getCounterResetHint();
        try {
            return new NativeHistogram(
                    hint >= 0 && hint < HINTS.length ? HINTS[hint] : CounterResetHint.UNKNOWN,
                    proto.getSchema(),
                    proto.getZeroThreshold(),
                    proto.getZeroCount(),
                    proto.getCount(),
                    Double.longBitsToDouble(proto.getSumBits()),
                    integers(proto.getPositiveSpansList()),
                    doubles(proto.getPositiveBucketsList()),
                    integers(proto.getNegativeSpansList()),
                    doubles(proto.getNegativeBucketsList()),
                    doubles(proto.getCustomValuesList()));
        } catch (IllegalArgumentException e) {
            throw new InvalidBatchException("histogram cannot be read: " + e.getMessage(), e);
        }
    }

    private static int[] integers(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] doubles(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
