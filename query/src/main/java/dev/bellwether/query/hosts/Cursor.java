package dev.bellwether.query.hosts;

import dev.bellwether.model.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * Where the next page goes on; opaque to the caller. Pages follow the order of labels and of time, so that series which
 * appear or vanish in between do no harm.
 *
 * @param labels the series of the last sample shown
 * @param afterMillis its time
 * @param startMillis the first time of the whole answer
 * @param endMillis the last time of the whole answer
 */
record Cursor(Labels labels, long afterMillis, long startMillis, long endMillis) {
    private static final int VERSION = 1;

    String write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(afterMillis);
            out.writeLong(startMillis);
            out.writeLong(endMillis);
            out.writeShort(labels.size());
            for (int i = 0; i < labels.size(); i++) {
                out.writeUTF(labels.name(i));
                out.writeUTF(labels.value(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    static String write(Labels labels) {
        return new Cursor(labels, 0, 0, 0).write();
    }

    /** The labels of a cursor, none where the text is empty. */
    static Labels readLabels(String text) {
        return text.isEmpty() ? Labels.EMPTY : read(text).labels();
    }

    /**
     * Reads a cursor.
     *
     * @throws ProblemException where it is none
     */
    static Cursor read(String text) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION) {
                throw broken();
            }
            long after = in.readLong();
            long start = in.readLong();
            long end = in.readLong();
            Labels.Builder labels = Labels.builder();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                labels.set(in.readUTF(), in.readUTF());
            }
            return new Cursor(labels.build(), after, start, end);
        } catch (IOException | IllegalArgumentException e) {
            throw broken();
        }
    }

    private static ProblemException broken() {
        return ProblemException.badParameter(
                "cursor", "cursor is not one that this API gave; take nextCursor of the page before, or leave it out");
    }
}
