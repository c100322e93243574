package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.agent.scrape.exposition.ByteView;
import java.io.IOException;

/** Reads fields and refuses those of another wire type than the schema's. */
final class Fields {
    private Fields() {}

    static double doubleValue(CodedInputStream in, int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_FIXED64);
        return in.readDouble();
    }

    static long varint(CodedInputStream in, int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    static int signed(CodedInputStream in, int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_VARINT);
        return in.readSInt32();
    }

    /** A count that the schema calls unsigned, as a double. */
    static double count(CodedInputStream in, int tag) throws IOException {
        long count = varint(in, tag);
        return count >= 0 ? count : (count >>> 1) * 2.0 + (count & 1);
    }

    /** The length of a field that has one; what follows are its bytes. */
    static int requireLength(CodedInputStream in, int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length < 0 || (in.getBytesUntilLimit() >= 0 && length > in.getBytesUntilLimit())) {
            throw new IOException("field " + WireFormat.getTagFieldNumber(tag) + " is longer than its message");
        }
        return length;
    }

    /** Points a view at a field's bytes; {@code base} is where the stream begins in the buffer. */
    static void bytes(CodedInputStream in, int tag, byte[] buffer, int base, ByteView view) throws IOException {
        int length = requireLength(in, tag);
        int start = base + in.getTotalBytesRead();
        in.skipRawBytes(length);
        view.set(buffer, start, start + length);
    }

    private static void require(int tag, int wireType) throws IOException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new IOException("field " + WireFormat.getTagFieldNumber(tag) + " has the wire type "
                    + WireFormat.getTagWireType(tag) + ", allowed is " + wireType);
        }
    }
}
