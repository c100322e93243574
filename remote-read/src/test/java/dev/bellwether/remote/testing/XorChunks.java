package dev.bellwether.remote.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes frames of streamed remote read; chunks with the widest encodings, which are the simplest. */
public final class XorChunks {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int bits;

    private XorChunks() {}

    /** A frame of one series with one chunk of samples at equal distances. */
    public static byte[] frame(String[] labels, long firstMillis, long stepMillis, double... values) {
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        for (int i = 0; i < labels.length; i += 2) {
            ByteArrayOutputStream label = new ByteArrayOutputStream();
            field(label, 1, labels[i].getBytes(StandardCharsets.UTF_8));
            field(label, 2, labels[i + 1].getBytes(StandardCharsets.UTF_8));
            field(series, 1, label.toByteArray());
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write(3 << 3);
        chunk.write(1);
        field(chunk, 4, chunk(firstMillis, stepMillis, values));
        field(series, 2, chunk.toByteArray());
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        field(response, 1, series.toByteArray());
        CRC32C checksum = new CRC32C();
        checksum.update(response.toByteArray());
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        varint(frame, response.size());
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write((int) (checksum.getValue() >>> shift));
        }
        frame.writeBytes(response.toByteArray());
        return frame.toByteArray();
    }

    private static byte[] chunk(long first, long step, double... values) {
        XorChunks chunk = new XorChunks();
        chunk.write(values.length, 16);
        long before = 0;
        for (int i = 0; i < values.length; i++) {
            long value = Double.doubleToRawLongBits(values[i]);
            if (i == 0) {
                chunk.varint(first << 1);
                chunk.write(value, 64);
            } else {
                if (i == 1) {
                    chunk.varint(step);
                } else {
                    chunk.write(0, 1);
                }
                if (value == before) {
                    chunk.write(0, 1);
                } else {
                    chunk.write(0b11, 2);
                    chunk.write(0, 11);
                    chunk.write(value ^ before, 64);
                }
            }
            before = value;
        }
        chunk.write(0, 7);
        return chunk.bytes.toByteArray();
    }

    private void write(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            current = current << 1 | (int) (value >>> i & 1);
            if (++bits == 8) {
                bytes.write(current);
                current = 0;
                bits = 0;
            }
        }
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7f) {
            write(rest & 0x7f | 0x80, 8);
            rest >>>= 7;
        }
        write(rest, 8);
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        out.write(number << 3 | 2);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
