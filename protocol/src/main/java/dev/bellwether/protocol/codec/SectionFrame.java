package dev.bellwether.protocol.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of one section stand in the bytes of its batch; nothing is copied. Immutable as long as nobody writes to
 * the bytes.
 */
final class SectionFrame {
    static final int FRAME = 3;
    static final int POINTS = 4;
    static final int HISTOGRAMS = 5;

    private static final int BLOCK = WireWriter.tag(1, WireWriter.LENGTH_DELIMITED);
    private static final int HASH = WireWriter.tag(2, WireWriter.LENGTH_DELIMITED);
    private static final int SINGLE_USE = WireWriter.tag(6, WireWriter.VARINT);

    private final byte[] bytes;
    private int blockOffset;
    private int blockLength = -1;
    private @Nullable BlockHash hash;
    private int valuesField;
    private int valuesOffset;
    private int valuesLength;
    private boolean singleUse;

    private SectionFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a section up to the limit of the input, which reads the bytes from their beginning. */
    static SectionFrame read(CodedInputStream input, byte[] bytes) throws IOException {
        SectionFrame section = new SectionFrame(bytes);
        int tag = input.readTag();
        while (tag != 0) {
            section.field(input, tag);
            tag = input.readTag();
        }
        return section;
    }

    private void field(CodedInputStream input, int tag) throws IOException {
        if (tag == BLOCK) {
            blockLength = input.readRawVarint32();
            blockOffset = input.getTotalBytesRead();
            hash = null;
            input.skipRawBytes(blockLength);
        } else if (tag == HASH) {
            hash = BlockHash.fromBytes(input.readByteArray());
            blockLength = -1;
        } else if (tag == SINGLE_USE) {
            singleUse = input.readBool();
        } else if (tag == WireWriter.tag(FRAME, WireWriter.LENGTH_DELIMITED)
                || tag == WireWriter.tag(POINTS, WireWriter.LENGTH_DELIMITED)
                || tag == WireWriter.tag(HISTOGRAMS, WireWriter.LENGTH_DELIMITED)) {
            valuesField = tag >>> 3;
            valuesLength = input.readRawVarint32();
            valuesOffset = input.getTotalBytesRead();
            input.skipRawBytes(valuesLength);
        } else if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    /** The bytes of the block that stands inside, or null where none does. */
    byte @Nullable [] block() {
        return blockLength < 0 ? null : Arrays.copyOfRange(bytes, blockOffset, blockOffset + blockLength);
    }

    /** The name of the block, or null where it is not named. */
    @Nullable
    BlockHash hash() {
        return hash;
    }

    /** Whether its block stands inside and is not to be remembered. */
    boolean isSingleUse() {
        return singleUse;
    }

    /** The number of the field that its values stand in; 0 where it has none. */
    int valuesField() {
        return valuesField;
    }

    /** The batch's bytes. */
    byte[] bytes() {
        return bytes;
    }

    int valuesOffset() {
        return valuesOffset;
    }

    int valuesLength() {
        return valuesLength;
    }
}
