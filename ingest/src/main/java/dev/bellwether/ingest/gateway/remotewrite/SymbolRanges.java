package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.protocol.codec.RangeList;
import dev.bellwether.protocol.codec.SymbolMemory;
import dev.bellwether.protocol.codec.WireWriter;
import java.io.IOException;

/** Where the symbols of a request of version 2 stand in its bytes. Not safe for use by many threads. */
final class SymbolRanges {
    private final byte[] source;
    private final RangeList ranges = new RangeList();

    private SymbolRanges(byte[] source) {
        this.source = source;
    }

    /** Finds all symbols, wherever they stand between the series. */
    static SymbolRanges find(byte[] request) throws IOException {
        SymbolRanges found = new SymbolRanges(request);
        CodedInputStream input = CodedInputStream.newInstance(request);
        int tag = input.readTag();
        while (tag != 0) {
            if (WireFormat.getTagFieldNumber(tag) == 4) {
                int length = input.readRawVarint32();
                found.ranges.add(input.getTotalBytesRead(), length);
                input.skipRawBytes(length);
            } else {
                input.skipField(tag);
            }
            tag = input.readTag();
        }
        return found;
    }

    /**
     * Refuses a reference to no symbol.
     *
     * @throws IllegalArgumentException where there is none of that number
     */
    void require(int reference) {
        if (reference < 0 || reference >= ranges.count()) {
            throw new IllegalArgumentException("a symbol reference is " + Integer.toUnsignedString(reference)
                    + ", the symbol table has entries 0 to " + (ranges.count() - 1));
        }
    }

    /** Appends a symbol's bytes so that no other sequence of symbols gives the same key. */
    void appendTo(WireWriter key, int reference) {
        key.lengthAndBytes(source, ranges.offset(reference), ranges.length(reference));
    }

    /** A symbol's text. */
    String text(int reference, SymbolMemory symbols) {
        return symbols.text(source, ranges.offset(reference), ranges.length(reference));
    }
}
