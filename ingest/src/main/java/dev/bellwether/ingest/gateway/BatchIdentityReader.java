package dev.bellwether.ingest.gateway;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds out which batch is broken, so that it alone can be refused. */
final class BatchIdentityReader {
    /** The numbers as they stand on the wire: not checked, unsigned. */
    record Numbers(long incarnation, long sequence) {}

    private BatchIdentityReader() {}

    /** Incarnation and sequence of bytes that are no batch, or null where they cannot be made out. */
    static @Nullable Numbers read(byte[] bytes) {
        long incarnation = 0;
        long sequence = 0;
        boolean numbered = false;
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        try {
            int tag = input.readTag();
            while (tag != 0 && !(numbered && incarnation != 0)) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field == 2 && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                    incarnation = input.readUInt64();
                } else if (field == 3 && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                    sequence = input.readUInt64();
                    numbered = true;
                } else {
                    input.skipField(tag);
                }
                tag = input.readTag();
            }
        } catch (IOException e) {
            // What was read before the damage counts.
        }
        return numbered && incarnation != 0 ? new Numbers(incarnation, sequence) : null;
    }
}
