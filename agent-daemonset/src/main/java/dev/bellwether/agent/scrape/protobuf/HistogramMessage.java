package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import java.io.IOException;

/** A {@code Histogram}: classic buckets, a native histogram, or both. Kept and used again. For one thread. */
final class HistogramMessage {
    private final Numbers bounds = new Numbers();
    private final Numbers cumulativeCounts = new Numbers();
    private final Numbers positiveSpans = new Numbers();
    private final Numbers positiveDeltas = new Numbers();
    private final Numbers positiveCounts = new Numbers();
    private final Numbers negativeSpans = new Numbers();
    private final Numbers negativeDeltas = new Numbers();
    private final Numbers negativeCounts = new Numbers();
    private double count;
    private double countFloat;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private double zeroCountFloat;

    private void clear() {
        for (Numbers numbers : new Numbers[] {
            bounds,
            cumulativeCounts,
            positiveSpans,
            positiveDeltas,
            positiveCounts,
            negativeSpans,
            negativeDeltas,
            negativeCounts
        }) {
            numbers.clear();
        }
        count = 0;
        countFloat = 0;
        sum = 0;
        schema = 0;
        zeroThreshold = 0;
        zeroCount = 0;
        zeroCountFloat = 0;
    }

    void read(CodedInputStream in) throws IOException {
        clear();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> count = Fields.count(in, tag);
                case 2 -> sum = Fields.doubleValue(in, tag);
                case 3 -> bucket(in, tag);
                case 4 -> countFloat = Fields.doubleValue(in, tag);
                case 5 -> schema = Fields.signed(in, tag);
                case 6 -> zeroThreshold = Fields.doubleValue(in, tag);
                case 7 -> zeroCount = Fields.count(in, tag);
                case 8 -> zeroCountFloat = Fields.doubleValue(in, tag);
                case 9 -> span(in, tag, negativeSpans);
                case 10 -> negativeDeltas.addDeltas(in, tag);
                case 11 -> negativeCounts.addDoubles(in, tag);
                case 12 -> span(in, tag, positiveSpans);
                case 13 -> positiveDeltas.addDeltas(in, tag);
                case 14 -> positiveCounts.addDoubles(in, tag);
                default -> in.skipField(tag);
            }
        }
    }

    private void bucket(CodedInputStream in, int tag) throws IOException {
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        double bound = 0;
        double whole = 0;
        double floating = 0;
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(field)) {
                case 1 -> whole = Fields.count(in, field);
                case 2 -> bound = Fields.doubleValue(in, field);
                case 4 -> floating = Fields.doubleValue(in, field);
                default -> in.skipField(field);
            }
        }
        in.popLimit(limit);
        bounds.add(bound);
        cumulativeCounts.add(floating > 0 ? floating : whole);
    }

    private static void span(CodedInputStream in, int tag, Numbers spans) throws IOException {
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        int offset = 0;
        long length = 0;
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(field)) {
                case 1 -> offset = Fields.signed(in, field);
                case 2 -> length = Fields.varint(in, field);
                default -> in.skipField(field);
            }
        }
        in.popLimit(limit);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IOException(
                    "a span's length is " + Long.toUnsignedString(length) + ", allowed are 0 to " + Integer.MAX_VALUE);
        }
        spans.add(offset);
        spans.add(length);
    }

    /** Whether there is a native histogram: spans (an empty one marks one without observations) or a zero bucket. */
    boolean isNative() {
        return positiveSpans.size() > 0 || negativeSpans.size() > 0 || zeroThreshold > 0 || zeroCount > 0;
    }

    double count() {
        return countFloat > 0 ? countFloat : count;
    }

    double sum() {
        return sum;
    }

    int bucketCount() {
        return bounds.size();
    }

    double bound(int index) {
        return bounds.get(index);
    }

    double cumulativeCount(int index) {
        return cumulativeCounts.get(index);
    }

    /** Whether the last classic bucket is the one without a bound. */
    boolean endsWithInfinity() {
        return bounds.size() > 0 && bounds.get(bounds.size() - 1) == Double.POSITIVE_INFINITY;
    }

    /**
     * The native histogram with absolute counts.
     *
     * @throws IOException where spans and buckets do not fit each other
     */
    NativeHistogram toNative(boolean gauge) throws IOException {
        if (schema == NativeHistogram.CUSTOM_BUCKETS_SCHEMA) {
            throw new IOException("the histogram's schema is " + schema + ", allowed are -4 to 8");
        }
        boolean floating = countFloat > 0 || zeroCountFloat > 0;
        Numbers positive = floating ? positiveCounts : positiveDeltas;
        Numbers negative = floating ? negativeCounts : negativeDeltas;
        try {
            return new NativeHistogram(
                    gauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN,
                    schema,
                    zeroThreshold,
                    floating ? zeroCountFloat : zeroCount,
                    count(),
                    sum,
                    positiveSpans.toIntegers(),
                    positive.toArray(),
                    negativeSpans.toIntegers(),
                    negative.toArray(),
                    new double[0]);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
