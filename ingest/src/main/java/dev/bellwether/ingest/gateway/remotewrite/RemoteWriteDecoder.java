package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes of a request, decompressed, to its series. Used once. */
public final class RemoteWriteDecoder {
    private static final int MAX_REJECTED_LINES = 10;

    private final byte[] bytes;
    private final SeriesCache cache;
    private final CodedInputStream input;
    private final SeriesReader reader;
    private final List<IncomingSeries> series = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final Map<String, MetricMetadata> families = new HashMap<>();

    private RemoteWriteDecoder(byte[] bytes, SeriesCache cache) {
        this.bytes = bytes;
        this.cache = cache;
        this.input = CodedInputStream.newInstance(bytes);
        this.reader = new SeriesReader(input);
    }

    /** What reads one series whose length has been read, up to the input's limit. */
    private interface Body {
        KnownSeries read() throws IOException;
    }

    /**
     * Reads {@code prometheus.WriteRequest}.
     *
     * @param cache series of earlier requests
     * @throws MalformedRequestException where the bytes are none
     */
    public static IncomingRequest version1(byte[] bytes, SeriesCache cache) throws MalformedRequestException {
        RemoteWriteDecoder decoder = new RemoteWriteDecoder(bytes, cache);
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
     * @param cache series of earlier requests
     * @throws MalformedRequestException where the bytes are none
     */
    public static IncomingRequest version2(byte[] bytes, SeriesCache cache) throws MalformedRequestException {
        RemoteWriteDecoder decoder = new RemoteWriteDecoder(bytes, cache);
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
        Version1Series labels = new Version1Series(bytes, cache);
        Body body = () -> readSeriesVersion1(labels);
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> readSeries(body);
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
            series.add(reader.end(body.read()));
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

    private KnownSeries readSeriesVersion1(Version1Series labels) throws IOException {
        labels.begin();
        int start = input.getTotalBytesRead();
        int begin = start;
        KnownSeries expected = labels.expected(start, start + input.getBytesUntilLimit());
        if (expected != null) {
            input.skipRawBytes(expected.name().length);
            start = input.getTotalBytesRead();
        }
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> {
                    if (expected != null) {
                        // Labels behind the samples, which no sender writes: it is another series after all.
                        labels.label(begin, begin + expected.name().length);
                        expected = null;
                    }
                    input.skipRawBytes(input.readRawVarint32());
                    labels.label(start, input.getTotalBytesRead());
                }
                case 2 -> reader.sample();
                case 3 -> reader.exemplar();
                case 4 -> reader.histogram();
                default -> input.skipField(tag);
            }
            start = input.getTotalBytesRead();
            tag = input.readTag();
        }
        return expected != null ? labels.take(expected) : labels.end();
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
        Version2Series labels = new Version2Series(input, SymbolRanges.find(bytes), cache);
        Body body = () -> readSeriesVersion2(labels);
        int tag = input.readTag();
        while (tag != 0) {
            if (WireFormat.getTagFieldNumber(tag) == 5) {
                readSeries(body);
            } else {
                input.skipField(tag);
            }
            tag = input.readTag();
        }
    }

    private KnownSeries readSeriesVersion2(Version2Series labels) throws IOException {
        labels.begin();
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> labels.labels(tag);
                case 2 -> reader.sample();
                case 3 -> reader.histogram();
                case 4 -> reader.exemplar();
                case 5 -> labels.metadata();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        return labels.end();
    }
}
