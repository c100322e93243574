package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes of a request, decompressed, to its series. Used once. */
public final class RemoteWriteDecoder {
    private static final int MAX_REJECTED_LINES = 10;

    private final byte[] bytes;
    private final CodedInputStream input;
    private final SeriesReader reader;
    private final List<IncomingSeries> series = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final Map<String, MetricMetadata> families = new HashMap<>();

    private RemoteWriteDecoder(byte[] bytes) {
        this.bytes = bytes;
        this.input = CodedInputStream.newInstance(bytes);
        this.reader = new SeriesReader(input);
    }

    /** What reads one series whose length has been read. */
    private interface Body {
        void read() throws IOException;
    }

    /**
     * Reads {@code prometheus.WriteRequest}.
     *
     * @throws MalformedRequestException where the bytes are none
     */
    public static IncomingRequest version1(byte[] bytes) throws MalformedRequestException {
        RemoteWriteDecoder decoder = new RemoteWriteDecoder(bytes);
        try {
            decoder.readVersion1();
        } catch (IOException e) {
            throw new MalformedRequestException("prometheus.WriteRequest cannot be read: " + e.getMessage(), e);
        }
        return decoder.request();
    }

    /**
     * Reads {@code io.prometheus.write.v2.Request}.
     *
     * @throws MalformedRequestException where the bytes are none
     */
    public static IncomingRequest version2(byte[] bytes) throws MalformedRequestException {
        RemoteWriteDecoder decoder = new RemoteWriteDecoder(bytes);
        try {
            decoder.readVersion2();
        } catch (IOException e) {
            throw new MalformedRequestException("io.prometheus.write.v2.Request cannot be read: " + e.getMessage(), e);
        }
        return decoder.request();
    }

    private IncomingRequest request() {
        return new IncomingRequest(series, rejected, families, reader.exemplars());
    }

    private void readVersion1() throws IOException {
        SymbolTable symbols = new SymbolTable(bytes);
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> readSeries(() -> readSeriesVersion1(symbols));
                case 3 -> readFamily();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
    }

    private void readSeries(Body body) throws IOException {
        int length = input.readRawVarint32();
        int start = input.getTotalBytesRead();
        int end = input.pushLimit(length);
        reader.begin();
        try {
            body.read();
            series.add(reader.end());
        } catch (IllegalArgumentException e) {
            if (rejected.size() < MAX_REJECTED_LINES) {
                rejected.add(String.valueOf(e.getMessage()));
            }
            input.popLimit(end);
            input.skipRawBytes(start + length - input.getTotalBytesRead());
            return;
        }
        input.popLimit(end);
    }

    private void readSeriesVersion1(SymbolTable symbols) throws IOException {
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> readLabel(symbols);
                case 2 -> reader.sample();
                case 3 -> reader.exemplar();
                case 4 -> reader.histogram();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
    }

    private void readLabel(SymbolTable symbols) throws IOException {
        String name = "";
        String value = "";
        int end = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = symbol(symbols);
                case 2 -> value = symbol(symbols);
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(end);
        reader.label(name, value);
    }

    private String symbol(SymbolTable symbols) throws IOException {
        int length = input.readRawVarint32();
        int offset = input.getTotalBytesRead();
        input.skipRawBytes(length);
        return symbols.get(offset, length);
    }

    private void readFamily() throws IOException {
        MetricType type = MetricType.UNKNOWN;
        String name = "";
        String help = "";
        String unit = "";
        int end = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> type = SeriesReader.type(input.readEnum());
                case 2 -> name = input.readString();
                case 4 -> help = input.readString();
                case 5 -> unit = input.readString();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(end);
        if (!name.isEmpty()) {
            families.put(name, new MetricMetadata(type, unit, help));
        }
    }

    /** Symbols stand before the series in what senders write; the format allows any order, so they are read first. */
    private void readVersion2() throws IOException {
        String[] symbols = readSymbols();
        int tag = input.readTag();
        while (tag != 0) {
            if (WireFormat.getTagFieldNumber(tag) == 5) {
                readSeries(() -> readSeriesVersion2(symbols));
            } else {
                input.skipField(tag);
            }
            tag = input.readTag();
        }
    }

    private String[] readSymbols() throws IOException {
        String[] symbols = new String[256];
        int count = 0;
        CodedInputStream ahead = CodedInputStream.newInstance(bytes);
        int tag = ahead.readTag();
        while (tag != 0) {
            if (WireFormat.getTagFieldNumber(tag) == 4) {
                if (count == symbols.length) {
                    symbols = Arrays.copyOf(symbols, count * 2);
                }
                int length = ahead.readRawVarint32();
                int offset = ahead.getTotalBytesRead();
                ahead.skipRawBytes(length);
                symbols[count++] = new String(bytes, offset, length, StandardCharsets.UTF_8);
            } else {
                ahead.skipField(tag);
            }
            tag = ahead.readTag();
        }
        return Arrays.copyOf(symbols, count);
    }

    private void readSeriesVersion2(String[] symbols) throws IOException {
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> readReferences(tag, symbols);
                case 2 -> reader.sample();
                case 3 -> reader.histogram();
                case 4 -> reader.exemplar();
                case 5 -> readMetadata(symbols);
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
    }

    private void readReferences(int tag, String[] symbols) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            throw new IllegalArgumentException("labels_refs are not packed");
        }
        int end = input.pushLimit(input.readRawVarint32());
        while (input.getBytesUntilLimit() > 0) {
            String name = symbol(symbols, input.readUInt32());
            if (input.getBytesUntilLimit() == 0) {
                throw new IllegalArgumentException("labels_refs are no pairs: label \"" + name + "\" has no value");
            }
            reader.label(name, symbol(symbols, input.readUInt32()));
        }
        input.popLimit(end);
    }

    private void readMetadata(String[] symbols) throws IOException {
        int type = 0;
        int help = 0;
        int unit = 0;
        int end = input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> type = input.readEnum();
                case 3 -> help = input.readUInt32();
                case 4 -> unit = input.readUInt32();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(end);
        reader.metadata(new MetricMetadata(SeriesReader.type(type), symbol(symbols, unit), symbol(symbols, help)));
    }

    private static String symbol(String[] symbols, int reference) {
        if (reference < 0 || reference >= symbols.length) {
            throw new IllegalArgumentException("a symbol reference is " + Integer.toUnsignedString(reference)
                    + ", the symbol table has entries 0 to " + (symbols.length - 1));
        }
        return symbols[reference];
    }
}
