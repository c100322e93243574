package dev.bellwether.remote;

import com.google.protobuf.CodedOutputStream;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Asks for series over Prometheus's remote read protocol. Stateless.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto">the messages</a>
 */
public final class RemoteReadRequest {
    private static final int STREAMED_XOR_CHUNKS = 1;

    private RemoteReadRequest() {}

    /** The request for streamed chunks of a selection, as the body of a POST. */
    public static byte[] of(Selection selection) {
        return compressed(message(out -> {
            out.writeByteArray(1, message(query -> {
                query.writeInt64(1, selection.startMillis());
                query.writeInt64(2, selection.endMillis());
                for (Matcher matcher : selection.matchers()) {
                    query.writeByteArray(3, message(one -> {
                        one.writeEnum(1, type(matcher.operator()));
                        one.writeString(2, matcher.name());
                        one.writeString(3, matcher.value());
                    }));
                }
            }));
            out.writeEnum(2, STREAMED_XOR_CHUNKS);
        }));
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int type(Matcher.Operator operator) {
        return switch (operator) {
            case EQUAL -> 0;
            case NOT_EQUAL -> 1;
            case MATCHES -> 2;
            case NOT_MATCHES -> 3;
        };
    }

    private static byte[] compressed(byte[] message) {
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] packed = new byte[snappy.maxCompressedLength(message.length)];
        return Arrays.copyOf(packed, snappy.compress(message, 0, message.length, packed, 0, packed.length));
    }
}
