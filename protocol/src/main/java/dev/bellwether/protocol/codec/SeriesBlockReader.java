package dev.bellwether.protocol.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one encoded block: first where its symbols and series stand, then series by series. With a memory, a series is
 * first looked up by the bytes of its texts, and none of them is decoded where it is known. Used once.
 */
final class SeriesBlockReader {
    private static final MetricType[] TYPES = MetricType.values();
    private static final int SYMBOLS = WireWriter.tag(1, WireWriter.LENGTH_DELIMITED);
    private static final int SERIES = WireWriter.tag(2, WireWriter.LENGTH_DELIMITED);
    private static final int PACKED_LABEL_REFS = WireWriter.tag(1, WireWriter.LENGTH_DELIMITED);
    private static final int LABEL_REF = WireWriter.tag(1, WireWriter.VARINT);
    private static final int TYPE = WireWriter.tag(2, WireWriter.VARINT);
    private static final int UNIT_REF = WireWriter.tag(3, WireWriter.VARINT);
    private static final int HELP_REF = WireWriter.tag(4, WireWriter.VARINT);

    private final byte[] bytes;
    private final @Nullable SeriesMemory memory;
    private final RangeList symbols = new RangeList();
    private final RangeList series = new RangeList();
    private final WireWriter key = new WireWriter(512);
    private @Nullable String[] texts = {};
    private int[] labelRefs = new int[64];
    private int labelRefCount;
    private int type;
    private int unitRef;
    private int helpRef;

    private SeriesBlockReader(byte[] bytes, @Nullable SeriesMemory memory) {
        this.bytes = bytes;
        this.memory = memory;
    }

    /**
     * Reads a block.
     *
     * @throws InvalidBatchException where the bytes are no block or break a limit
     */
    static SeriesBlock read(byte[] bytes, @Nullable SeriesMemory memory) {
        if (bytes.length > SeriesBlock.MAX_BYTES) {
            throw new InvalidBatchException(
                    "series_block has " + bytes.length + " bytes, allowed are " + SeriesBlock.MAX_BYTES);
        }
        try {
            return new SeriesBlockReader(bytes, memory).read();
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidBatchException("series_block cannot be read: " + e.getMessage(), e);
        }
    }

    private SeriesBlock read() throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        findParts(input);
        if (series.count() > SeriesBlock.MAX_SERIES) {
            throw new InvalidBatchException(
                    "series_block has " + series.count() + " series, allowed are " + SeriesBlock.MAX_SERIES);
        }
        texts = new @Nullable String[symbols.count()];
        SeriesDescriptor[] descriptors = new SeriesDescriptor[series.count()];
        for (int i = 0; i < descriptors.length; i++) {
            readSeries(CodedInputStream.newInstance(bytes, series.offset(i), series.length(i)));
            descriptors[i] = descriptor();
        }
        return new SeriesBlock(List.of(descriptors));
    }

    private void findParts(CodedInputStream input) throws IOException {
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == SYMBOLS || tag == SERIES) {
                int length = input.readRawVarint32();
                (tag == SYMBOLS ? symbols : series).add(input.getTotalBytesRead(), length);
                input.skipRawBytes(length);
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
    }

    private void readSeries(CodedInputStream input) throws IOException {
        labelRefCount = 0;
        type = 0;
        unitRef = 0;
        helpRef = 0;
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == PACKED_LABEL_REFS) {
                int end = input.pushLimit(input.readRawVarint32());
                while (input.getBytesUntilLimit() > 0) {
                    addLabelRef(input.readUInt32());
                }
                input.popLimit(end);
            } else if (tag == LABEL_REF) {
                addLabelRef(input.readUInt32());
            } else if (tag == TYPE) {
                type = input.readUInt32();
            } else if (tag == UNIT_REF) {
                unitRef = input.readUInt32();
            } else if (tag == HELP_REF) {
                helpRef = input.readUInt32();
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        if (labelRefCount % 2 != 0) {
            throw new InvalidBatchException(
                    "label_refs has " + labelRefCount + " entries; names and values must be pairs");
        }
        requireSymbol(unitRef, "unit_ref");
        requireSymbol(helpRef, "help_ref");
    }

    private static void skip(CodedInputStream input, int tag) throws IOException {
        if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    private void addLabelRef(int reference) {
        requireSymbol(reference, "label_refs");
        if (labelRefCount == labelRefs.length) {
            labelRefs = Arrays.copyOf(labelRefs, labelRefCount * 2);
        }
        labelRefs[labelRefCount++] = reference;
    }

    private void requireSymbol(int reference, String field) {
        if (reference < 0 || reference >= symbols.count()) {
            throw new InvalidBatchException(field + " is " + Integer.toUnsignedString(reference)
                    + ", the symbol table has entries 0 to " + (symbols.count() - 1));
        }
    }

    private SeriesDescriptor descriptor() throws IOException {
        if (memory == null) {
            return decode();
        }
        key.clear();
        key.varint(type);
        appendToKey(unitRef);
        appendToKey(helpRef);
        for (int i = 0; i < labelRefCount; i++) {
            appendToKey(labelRefs[i]);
        }
        SeriesDescriptor known = memory.series().get(key.array(), 0, key.size());
        if (known == null) {
            known = decode();
            memory.series().put(key.array(), 0, key.size(), known);
        }
        return known;
    }

    private void appendToKey(int reference) {
        key.lengthAndBytes(bytes, symbols.offset(reference), symbols.length(reference));
    }

    private SeriesDescriptor decode() throws IOException {
        String[] pairs = new String[labelRefCount];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = text(labelRefs[i]);
        }
        MetricType known = type >= 0 && type < TYPES.length ? TYPES[type] : MetricType.UNKNOWN;
        return new SeriesDescriptor(Labels.of(pairs), new MetricMetadata(known, text(unitRef), text(helpRef)));
    }

    private String text(int reference) throws IOException {
        String known = texts[reference];
        if (known == null) {
            int offset = symbols.offset(reference);
            int length = symbols.length(reference);
            if (!UnsafeByteOperations.unsafeWrap(bytes, offset, length).isValidUtf8()) {
                throw new InvalidProtocolBufferException("a symbol is not UTF-8");
            }
            known = memory == null
                    ? new String(bytes, offset, length, StandardCharsets.UTF_8)
                    : memory.symbols().text(bytes, offset, length);
            texts[reference] = known;
        }
        return known;
    }
}
