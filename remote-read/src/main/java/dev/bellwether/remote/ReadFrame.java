package dev.bellwether.remote;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Labels;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a streamed answer: a part of one series.
 *
 * <p>A frame is its size as a varint, the CRC-32C of its data in four bytes, the highest first, and {@code
 * ChunkedReadResponse{chunked_series=1}}, {@code ChunkedSeries{labels=1, chunks=2}}, {@code Chunk{type=3, data=4}}.
 *
 * @param chunks XOR chunks in the order of time
 */
record ReadFrame(Labels labels, List<byte[]> chunks) {
    private static final int MOST_BYTES = 256 * 1024 * 1024;
    private static final int XOR = 1;

    /**
     * Reads the next frame, null at the end.
     *
     * @throws IOException where the stream breaks or is no such answer
     */
    static @Nullable ReadFrame read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long size = first & 0x7f;
        for (int shift = 7; first >= 0x80; shift += 7) {
            first = in.readUnsignedByte();
            size |= (long) (first & 0x7f) << shift;
            if (size > MOST_BYTES || shift > 35) {
                throw new IOException("a frame of the answer is too large");
            }
        }
        int checksum = in.readInt();
        byte[] data = in.readNBytes((int) size);
        if (data.length < size) {
            throw new EOFException("the answer ends within a frame");
        }
        CRC32C calculated = new CRC32C();
        calculated.update(data);
        if ((int) calculated.getValue() != checksum) {
            throw new IOException("a frame of the answer does not fit its checksum");
        }
        return response(CodedInputStream.newInstance(data));
    }

    private static ReadFrame response(CodedInputStream in) throws IOException {
        Labels.Builder labels = Labels.builder();
        List<byte[]> chunks = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                int limit = in.pushLimit(in.readRawVarint32());
                series(in, labels, chunks);
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
        return new ReadFrame(labels.build(), chunks);
    }

    private static void series(CodedInputStream in, Labels.Builder labels, List<byte[]> chunks) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field != 1 && field != 2) {
                in.skipField(tag);
                continue;
            }
            int limit = in.pushLimit(in.readRawVarint32());
            if (field == 1) {
                label(in, labels);
            } else {
                chunks.add(chunk(in));
            }
            in.popLimit(limit);
        }
    }

    private static void label(CodedInputStream in, Labels.Builder labels) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> value = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        labels.set(name, value);
    }

    private static byte[] chunk(CodedInputStream in) throws IOException {
        int type = XOR;
        byte[] data = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 3 -> type = in.readEnum();
                case 4 -> data = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        if (type != XOR) {
            throw new IOException("the answer has a chunk of type " + type + ", only floats (1) can be read here");
        }
        return data;
    }
}
