package dev.bellwether.protocol.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.v1.Histogram;
import dev.bellwether.protocol.v1.Histograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a section straight from the bytes of its batch. Stateless. */
final class ValuesReader {
    private static final int TIMESTAMP = WireWriter.tag(1, WireWriter.VARINT);
    private static final int COLUMN_OF_FRAME = WireWriter.tag(2, WireWriter.LENGTH_DELIMITED);
    private static final int COLUMN_OF_POINTS = WireWriter.tag(3, WireWriter.LENGTH_DELIMITED);
    private static final int SERIES_FIELD = 1;
    private static final int TIMES_FIELD = 2;

    private ValuesReader() {}

    /**
     * Reads values.
     *
     * @param blockSize how many series the section's block has
     * @throws InvalidBatchException where the section has none, or they do not fit together
     */
    static Values read(SectionFrame section, int blockSize) {
        CodedInputStream input =
                CodedInputStream.newInstance(section.bytes(), section.valuesOffset(), section.valuesLength());
        try {
            return switch (section.valuesField()) {
                case SectionFrame.FRAME -> frame(input, section, blockSize);
                case SectionFrame.POINTS -> points(input, section);
                case SectionFrame.HISTOGRAMS -> histograms(input);
                default ->
                    throw new InvalidBatchException("a section has no values; frame, points or histograms is needed");
            };
        } catch (IOException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }

    private static Values.Frame frame(CodedInputStream input, SectionFrame section, int blockSize) throws IOException {
        long timestampMillis = 0;
        int offset = 0;
        int length = 0;
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == TIMESTAMP) {
                timestampMillis = input.readSInt64();
            } else if (tag == COLUMN_OF_FRAME) {
                length = input.readRawVarint32();
                offset = section.valuesOffset() + input.getTotalBytesRead();
                input.skipRawBytes(length);
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        return new Values.Frame(timestampMillis, ColumnCodec.decode(section.bytes(), offset, length, blockSize));
    }

    private static Values.Points points(CodedInputStream input, SectionFrame section) throws IOException {
        Differences series = new Differences();
        Differences times = new Differences();
        int offset = 0;
        int length = 0;
        int tag = input.readTag();
        while (tag != 0) {
            int field = tag >>> 3;
            if (field == SERIES_FIELD || field == TIMES_FIELD) {
                (field == SERIES_FIELD ? series : times).read(input, tag);
            } else if (tag == COLUMN_OF_POINTS) {
                length = input.readRawVarint32();
                offset = section.valuesOffset() + input.getTotalBytesRead();
                input.skipRawBytes(length);
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        if (times.count != series.count) {
            throw new InvalidBatchException(
                    "points have " + series.count + " series and " + times.count + " times; both must be as many");
        }
        return new Values.Points(
                series.sumsAsInts(), times.sums(), ColumnCodec.decode(section.bytes(), offset, length, series.count));
    }

    private static Values.Histograms histograms(CodedInputStream input) throws IOException {
        Histograms proto = Histograms.parseFrom(input, ExtensionRegistryLite.getEmptyRegistry());
        List<NativeHistogram> histograms = new ArrayList<>(proto.getHistogramsCount());
        for (Histogram histogram : proto.getHistogramsList()) {
            histograms.add(HistogramCodec.fromProto(histogram));
        }
        return new Values.Histograms(
                proto.getSeriesList().stream().mapToInt(Integer::intValue).toArray(),
                proto.getTimestampMillisList().stream()
                        .mapToLong(Long::longValue)
                        .toArray(),
                histograms);
    }

    private static void skip(CodedInputStream input, int tag) throws IOException {
        if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    /** Signed numbers of a repeated field, packed or one by one, added up on the way. */
    private static final class Differences {
        private long[] sums = new long[16];
        private long last;
        private int count;

        void read(CodedInputStream input, int tag) throws IOException {
            if ((tag & 7) == WireWriter.LENGTH_DELIMITED) {
                int bytes = input.readRawVarint32();
                int end = input.pushLimit(bytes);
                if (sums.length < count + bytes) {
                    // A number takes a byte at least, so there are no more than this.
                    sums = Arrays.copyOf(sums, count + bytes);
                }
                while (!input.isAtEnd()) {
                    add(input.readSInt64());
                }
                input.popLimit(end);
            } else if ((tag & 7) == WireWriter.VARINT) {
                add(input.readSInt64());
            } else {
                skip(input, tag);
            }
        }

        private void add(long difference) {
            if (count == sums.length) {
                sums = Arrays.copyOf(sums, count * 2);
            }
            last += difference;
            sums[count++] = last;
        }

        long[] sums() {
            return sums.length == count ? sums : Arrays.copyOf(sums, count);
        }

        int[] sumsAsInts() {
            int[] ints = new int[count];
            for (int i = 0; i < count; i++) {
                ints[i] = (int) sums[i];
            }
            return ints;
        }
    }
}
