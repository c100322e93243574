package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes messages field by field, as an exporter would. */
final class ProtobufWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Write {
        void run() throws IOException;
    }

    private ProtobufWriter write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    static ProtobufWriter message() {
        return new ProtobufWriter();
    }

    /** A family with name, help and type by its number. */
    static ProtobufWriter family(String name, String help, int type) {
        return message().text(1, name).text(2, help).number(3, type);
    }

    static ProtobufWriter label(String name, String value) {
        return message().text(1, name).text(2, value);
    }

    ProtobufWriter text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    ProtobufWriter raw(int field, byte[] value) {
        return write(() -> out.writeByteArray(field, value));
    }

    ProtobufWriter number(int field, long value) {
        return write(() -> out.writeUInt64(field, value));
    }

    ProtobufWriter signed(int field, long value) {
        return write(() -> out.writeSInt64(field, value));
    }

    ProtobufWriter real(int field, double value) {
        return write(() -> out.writeDouble(field, value));
    }

    ProtobufWriter nested(int field, ProtobufWriter message) {
        return raw(field, message.toBytes());
    }

    /** All values in one field, as proto3 and {@code packed} write them. */
    ProtobufWriter packedSigned(int field, long... values) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CodedOutputStream packedOut = CodedOutputStream.newInstance(packed);
        return write(() -> {
            for (long value : values) {
                packedOut.writeSInt64NoTag(value);
            }
            packedOut.flush();
            out.writeByteArray(field, packed.toByteArray());
        });
    }

    byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    /** Families behind their lengths. */
    static byte[] delimited(ProtobufWriter... families) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        CodedOutputStream allOut = CodedOutputStream.newInstance(all);
        try {
            for (ProtobufWriter family : families) {
                allOut.writeByteArrayNoTag(family.toBytes());
            }
            allOut.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}
