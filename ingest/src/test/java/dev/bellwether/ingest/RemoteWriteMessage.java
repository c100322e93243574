package dev.bellwether.ingest;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes remote_write requests field by field, as the specifications number them. */
public final class RemoteWriteMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    private final Map<String, Integer> symbols = new LinkedHashMap<>();

    /** Fills a nested message. */
    public interface Fields {
        void write(RemoteWriteMessage message) throws IOException;
    }

    public RemoteWriteMessage message(int field, Fields fields) {
        try {
            RemoteWriteMessage nested = new RemoteWriteMessage();
            nested.symbols.putAll(symbols);
            fields.write(nested);
            symbols.putAll(nested.symbols);
            output.writeByteArray(field, nested.toBytes());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RemoteWriteMessage text(int field, String value) throws IOException {
        output.writeString(field, value);
        return this;
    }

    public RemoteWriteMessage number(int field, long value) throws IOException {
        output.writeInt64(field, value);
        return this;
    }

    public RemoteWriteMessage signed(int field, long value) throws IOException {
        output.writeSInt64(field, value);
        return this;
    }

    public RemoteWriteMessage real(int field, double value) throws IOException {
        output.writeFixed64(field, Double.doubleToRawLongBits(value));
        return this;
    }

    /** A packed field of signed numbers. */
    public RemoteWriteMessage differences(int field, long... values) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CodedOutputStream nested = CodedOutputStream.newInstance(packed);
        for (long value : values) {
            nested.writeSInt64NoTag(value);
        }
        nested.flush();
        output.writeByteArray(field, packed.toByteArray());
        return this;
    }

    /** A packed field of doubles. */
    public RemoteWriteMessage reals(int field, double... values) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CodedOutputStream nested = CodedOutputStream.newInstance(packed);
        for (double value : values) {
            nested.writeDoubleNoTag(value);
        }
        nested.flush();
        output.writeByteArray(field, packed.toByteArray());
        return this;
    }

    /** A series of version 1 with one sample. */
    public RemoteWriteMessage series(long time, double value, String... labels) {
        return message(1, series -> {
            for (int i = 0; i < labels.length; i += 2) {
                String name = labels[i];
                String text = labels[i + 1];
                series.message(1, label -> label.text(1, name).text(2, text));
            }
            series.message(2, sample -> sample.real(1, value).number(2, time));
        });
    }

    /** A packed field of references to symbols, which are collected; version 2. */
    public RemoteWriteMessage references(int field, String... texts) throws IOException {
        symbols.putIfAbsent("", 0);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CodedOutputStream nested = CodedOutputStream.newInstance(packed);
        for (String text : texts) {
            nested.writeUInt32NoTag(reference(text));
        }
        nested.flush();
        output.writeByteArray(field, packed.toByteArray());
        return this;
    }

    public int reference(String text) {
        symbols.putIfAbsent("", 0);
        Integer known = symbols.putIfAbsent(text, symbols.size());
        return known == null ? symbols.size() - 1 : known;
    }

    /** Appends the symbols that were collected; version 2. */
    public RemoteWriteMessage withSymbols() {
        try {
            for (String symbol : symbols.keySet()) {
                output.writeString(4, symbol);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] toBytes() {
        try {
            output.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] snappy(byte[] plain) {
        SnappyJavaCompressor compressor = new SnappyJavaCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
        int size = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
        return Arrays.copyOf(packed, size);
    }
}
