package dev.bellwether.query.remote;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Matcher;
import dev.bellwether.query.chunk.XorDecoder;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The other end of the protocol: writes requests, reads answers into lines of text. */
public final class ReadMessages {
    private ReadMessages() {}

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A query as the field {@code queries} of a request. */
    public static byte[] query(long startMillis, long endMillis, Matcher... matchers) {
        return message(request -> request.writeByteArray(1, message(query -> {
            query.writeInt64(1, startMillis);
            query.writeInt64(2, endMillis);
            for (Matcher matcher : matchers) {
                query.writeByteArray(3, message(out -> {
                    out.writeEnum(1, matcher.operator().ordinal());
                    out.writeString(2, matcher.name());
                    out.writeString(3, matcher.value());
                }));
            }
            query.writeByteArray(4, message(hints -> {
                hints.writeInt64(1, 15_000);
                hints.writeString(2, "rate");
                hints.writeInt64(3, startMillis);
                hints.writeInt64(4, endMillis);
                hints.writeString(5, "job");
                hints.writeBool(6, true);
                hints.writeInt64(7, 60_000);
                hints.writeInt64(99, 1);
            }));
        })));
    }

    /** Forms of answers, packed as proto3 does. */
    public static byte[] accepted(int... types) {
        return message(request -> request.writeByteArray(2, message(out -> {
            for (int type : types) {
                out.writeEnumNoTag(type);
            }
        })));
    }

    /** Parts of a request, compressed. */
    public static byte[] request(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] target = new byte[snappy.maxCompressedLength(all.size())];
        return Arrays.copyOf(target, snappy.compress(all.toByteArray(), 0, all.size(), target, 0, target.length));
    }

    /** Every query's series of an answer in the form SAMPLES, as {@code name=value … time:value …}. */
    public static List<List<String>> sampled(byte[] packed) throws IOException {
        SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
        byte[] bytes = new byte[snappy.getUncompressedLength(packed, 0)];
        snappy.decompress(packed, 0, packed.length, bytes, 0, bytes.length);
        List<List<String>> results = new ArrayList<>();
        for (CodedInputStream result : embedded(CodedInputStream.newInstance(bytes), 1)) {
            List<String> series = new ArrayList<>();
            for (CodedInputStream one : embedded(result, 1)) {
                series.add(series(one));
            }
            results.add(series);
        }
        return results;
    }

    private static String series(CodedInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            CodedInputStream field = CodedInputStream.newInstance(in.readByteArray());
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> text.append(label(field)).append(' ');
                case 2 -> {
                    field.readTag();
                    double value = field.readDouble();
                    field.readTag();
                    text.append(field.readInt64()).append(':').append(value).append(' ');
                }
                default -> text.append(histogram(field)).append(' ');
            }
        }
        return text.toString().strip();
    }

    private static String label(CodedInputStream in) throws IOException {
        in.readTag();
        String name = in.readString();
        in.readTag();
        return name + "=" + in.readString();
    }

    private static String histogram(CodedInputStream in) throws IOException {
        StringBuilder text = new StringBuilder("histogram");
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            text.append(' ').append(field).append('=');
            switch (field) {
                case 2, 3, 5, 7 -> text.append(in.readDouble());
                case 4 -> text.append(in.readSInt32());
                case 14 -> text.append(in.readEnum());
                case 15 -> text.append(in.readInt64());
                case 8, 11 -> {
                    CodedInputStream span = CodedInputStream.newInstance(in.readByteArray());
                    span.readTag();
                    text.append(span.readSInt32()).append('+');
                    span.readTag();
                    text.append(span.readUInt32());
                }
                default -> {
                    CodedInputStream doubles = CodedInputStream.newInstance(in.readByteArray());
                    while (!doubles.isAtEnd()) {
                        text.append(doubles.readDouble()).append(',');
                    }
                }
            }
        }
        return text.toString();
    }

    private static List<CodedInputStream> embedded(CodedInputStream in, int field) throws IOException {
        List<CodedInputStream> found = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                found.add(CodedInputStream.newInstance(in.readByteArray()));
            } else {
                in.skipField(tag);
            }
        }
        return found;
    }

    /** Every frame of an answer in the form STREAMED_XOR_CHUNKS, as {@code query: name=value … time:value …}. */
    public static List<String> streamed(byte[] bytes) throws IOException {
        List<String> frames = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        while (!in.isAtEnd()) {
            int size = in.readRawVarint32();
            int checksum = Integer.reverseBytes(in.readRawLittleEndian32());
            byte[] data = in.readRawBytes(size);
            CRC32C computed = new CRC32C();
            computed.update(data);
            if ((int) computed.getValue() != checksum) {
                throw new IOException("frame " + frames.size() + " has a wrong checksum");
            }
            frames.add(frame(CodedInputStream.newInstance(data)));
        }
        return frames;
    }

    private static String frame(CodedInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        long query = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 2) {
                query = in.readInt64();
            } else {
                text.append(' ').append(chunkedSeries(CodedInputStream.newInstance(in.readByteArray())));
            }
        }
        return query + ":" + text;
    }

    private static String chunkedSeries(CodedInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            CodedInputStream field = CodedInputStream.newInstance(in.readByteArray());
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                text.append(label(field)).append(' ');
            } else {
                text.append(chunk(field));
            }
        }
        return text.toString().strip();
    }

    private static String chunk(CodedInputStream in) throws IOException {
        in.readTag();
        long first = in.readInt64();
        in.readTag();
        long last = in.readInt64();
        in.readTag();
        int type = in.readEnum();
        in.readTag();
        XorDecoder samples = new XorDecoder(in.readByteArray());
        StringBuilder text = new StringBuilder();
        long previous = 0;
        while (samples.next()) {
            if (text.isEmpty() && samples.timeMillis() != first) {
                throw new IOException("min_time_ms is " + first + ", the first sample is at " + samples.timeMillis());
            }
            previous = samples.timeMillis();
            text.append(previous).append(':').append(samples.value()).append(' ');
        }
        if (type != 1 || previous != last) {
            throw new IOException(
                    "type is " + type + ", max_time_ms is " + last + ", the last sample is at " + previous);
        }
        return text.toString();
    }
}
