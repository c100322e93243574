package dev.bellwether.query.remote;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bytes of a message as it is put together; fields of its own go through {@link #fields}. Not safe for use by many threads. */
final class MessageBuffer {
    private final Growing bytes = new Growing();
    private CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Writes fields; what it throws is never a real failure, for the target is memory. */
    @FunctionalInterface
    interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    /** Appends fields. */
    void fields(Fields fields) {
        try {
            fields.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends an embedded message. */
    void message(int field, MessageBuffer message) {
        int size = message.size();
        fields(coded -> {
            coded.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt32NoTag(size);
            coded.writeRawBytes(message.array(), 0, size);
        });
    }

    int size() {
        flush();
        return bytes.size();
    }

    /** The bytes, of which the first {@link #size} count; valid until something is appended. */
    byte[] array() {
        flush();
        return bytes.array();
    }

    void clear() {
        flush();
        bytes.reset();
        out = CodedOutputStream.newInstance(bytes);
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows its array instead of copying it. */
    private static final class Growing extends ByteArrayOutputStream {
        Growing() {
            super(1024);
        }

        byte[] array() {
            return buf;
        }
    }
}
