package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.protocol.codec.WireWriter;
import java.io.IOException;
import java.util.Arrays;

/** What names a series in version 2: references to symbols. Serves one series after the other of one request. */
final class Version2Series {
    private final CodedInputStream input;
    private final SymbolRanges symbols;
    private final SeriesCache cache;
    private final WireWriter key = new WireWriter(512);
    private int[] labels = new int[64];
    private int labelCount;
    private boolean described;
    private int type;
    private int unit;
    private int help;

    Version2Series(CodedInputStream input, SymbolRanges symbols, SeriesCache cache) {
        this.input = input;
        this.symbols = symbols;
        this.cache = cache;
    }

    /** Begins the next series. */
    void begin() {
        labelCount = 0;
        described = false;
    }

    /**
     * Reads {@code labels_refs}.
     *
     * @throws IllegalArgumentException where they are no pairs or name no symbols
     */
    void labels(int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            throw new IllegalArgumentException("labels_refs are not packed");
        }
        int end = input.pushLimit(input.readRawVarint32());
        while (input.getBytesUntilLimit() > 0) {
            int name = reference();
            if (input.getBytesUntilLimit() == 0) {
                throw new IllegalArgumentException(
                        "labels_refs are no pairs: label \"" + symbols.text(name, cache.symbols()) + "\" has no value");
            }
            if (labelCount + 2 > labels.length) {
                labels = Arrays.copyOf(labels, labels.length * 2);
            }
            labels[labelCount++] = name;
            labels[labelCount++] = reference();
        }
        input.popLimit(end);
    }

    private int reference() throws IOException {
        int reference = input.readUInt32();
        symbols.require(reference);
        return reference;
    }

    /**
     * Reads {@code metadata}.
     *
     * @throws IllegalArgumentException where it names no symbols
     */
    void metadata() throws IOException {
        described = true;
        type = 0;
        unit = 0;
        help = 0;
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
        symbols.require(unit);
        symbols.require(help);
    }

    /**
     * The series that has been read.
     *
     * @throws IllegalArgumentException where a label's name is empty or stands twice
     */
    KnownSeries end() {
        key.clear();
        key.varint(described ? 1 : 0);
        if (described) {
            key.varint(type);
            symbols.appendTo(key, unit);
            symbols.appendTo(key, help);
        }
        for (int i = 0; i < labelCount; i++) {
            symbols.appendTo(key, labels[i]);
        }
        KnownSeries known = cache.version2().get(key.array(), 0, key.size());
        if (known == null) {
            known = decode();
            cache.version2().put(key.array(), 0, key.size(), known);
        }
        return known;
    }

    private KnownSeries decode() {
        String[] pairs = new String[labelCount];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = symbols.text(labels[i], cache.symbols());
        }
        MetricMetadata metadata = described
                ? new MetricMetadata(
                        SeriesReader.type(type),
                        symbols.text(unit, cache.symbols()),
                        symbols.text(help, cache.symbols()))
                : MetricMetadata.UNKNOWN;
        return new KnownSeries(Labels.of(pairs), metadata, cache.symbols());
    }
}
