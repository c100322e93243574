package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads native histograms, which both versions write alike: integer ones (bucket counts as differences) and float ones,
 * exponential and custom buckets. Keeps its arrays from one histogram to the next; not safe for use by many threads.
 */
final class HistogramReader {
    private static final CounterResetHint[] HINTS = CounterResetHint.values();

    private final IntegerList negativeSpans = new IntegerList();
    private final IntegerList positiveSpans = new IntegerList();
    private final DoubleList negativeCounts = new DoubleList();
    private final DoubleList positiveCounts = new DoubleList();
    private final DoubleList customValues = new DoubleList();
    private long timestampMillis;

    /** A list of ints that forgets without giving back its memory. */
    private static final class IntegerList {
        private int[] values = new int[8];
        private int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, count);
        }
    }

    /** A list of doubles that forgets without giving back its memory; can sum up differences. */
    static final class DoubleList {
        private double[] values = new double[16];
        private int count;
        private long running;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        void addDifference(long difference) {
            running += difference;
            add(running);
        }

        void clear() {
            count = 0;
            running = 0;
        }

        int count() {
            return count;
        }

        double[] toArray() {
            return Arrays.copyOf(values, count);
        }
    }

    /** The time of the histogram that was read last. */
    long timestampMillis() {
        return timestampMillis;
    }

    /**
     * Reads one histogram up to the input's limit.
     *
     * @throws IllegalArgumentException where its parts do not fit together
     */
    NativeHistogram read(CodedInputStream input) throws IOException {
        clear();
        double count = 0;
        double sum = 0;
        int schema = 0;
        double zeroThreshold = 0;
        double zeroCount = 0;
        int hint = 0;
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> count = unsigned(input.readUInt64());
                case 2 -> count = input.readDouble();
                case 3 -> sum = input.readDouble();
                case 4 -> schema = input.readSInt32();
                case 5 -> zeroThreshold = input.readDouble();
                case 6 -> zeroCount = unsigned(input.readUInt64());
                case 7 -> zeroCount = input.readDouble();
                case 8 -> readSpan(input, negativeSpans);
                case 9 -> readDifferences(input, tag, negativeCounts);
                case 10 -> readDoubles(input, tag, negativeCounts);
                case 11 -> readSpan(input, positiveSpans);
                case 12 -> readDifferences(input, tag, positiveCounts);
                case 13 -> readDoubles(input, tag, positiveCounts);
                case 14 -> hint = input.readEnum();
                case 15 -> timestampMillis = input.readInt64();
                case 16 -> readDoubles(input, tag, customValues);
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        return new NativeHistogram(
                hint >= 0 && hint < HINTS.length ? HINTS[hint] : CounterResetHint.UNKNOWN,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                positiveSpans.toArray(),
                positiveCounts.toArray(),
                negativeSpans.toArray(),
                negativeCounts.toArray(),
                customValues.toArray());
    }

    private void clear() {
        negativeSpans.count = 0;
        positiveSpans.count = 0;
        negativeCounts.clear();
        positiveCounts.clear();
        customValues.clear();
        timestampMillis = 0;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : Math.scalb((double) (value >>> 1), 1);
    }

    private static void readSpan(CodedInputStream input, IntegerList spans) throws IOException {
        int offset = 0;
        int length = 0;
        int end = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> offset = input.readSInt32();
                case 2 -> length = input.readUInt32();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(end);
        spans.add(offset);
        spans.add(length);
    }

    private static void readDifferences(CodedInputStream input, int tag, DoubleList counts) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            counts.addDifference(input.readSInt64());
            return;
        }
        int end = input.pushLimit(input.readRawVarint32());
        while (input.getBytesUntilLimit() > 0) {
            counts.addDifference(input.readSInt64());
        }
        input.popLimit(end);
    }

    private static void readDoubles(CodedInputStream input, int tag, DoubleList values) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            values.add(input.readDouble());
            return;
        }
        int end = input.pushLimit(input.readRawVarint32());
        while (input.getBytesUntilLimit() > 0) {
            values.add(input.readDouble());
        }
        input.popLimit(end);
    }
}
