package dev.bellwether.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes Protocol Buffers into one growing array, in the canonical form of version 3: numbers that are 0 and texts that
 * are empty are left out. Not safe for use by many threads.
 */
public final class WireWriter {
    /** Wire type of numbers. */
    static final int VARINT = 0;
    /** Wire type of texts, bytes, messages and packed lists. */
    static final int LENGTH_DELIMITED = 2;

    private static final int MAX_VARINT_BYTES = 10;

    private byte[] bytes;
    private int size;

    /** A writer with room for so many bytes to begin with. */
    public WireWriter(int capacity) {
        bytes = new byte[Math.max(capacity, MAX_VARINT_BYTES)];
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    /** Forgets what was written, keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** What was written, and behind {@link #size} whatever; valid until more is written. */
    public byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** A number without tag, unsigned, as in packed fields. */
    public void varint(long value) {
        reserve(MAX_VARINT_BYTES);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number without tag, signed: small ones of both signs are short. */
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** An unsigned number; 0 is left out. */
    void number(int field, long value) {
        if (value != 0) {
            varint(tag(field, VARINT));
            varint(value);
        }
    }

    /** A signed number; 0 is left out. */
    void signedNumber(int field, long value) {
        if (value != 0) {
            varint(tag(field, VARINT));
            zigzag(value);
        }
    }

    /** A text of its own, outside any list; an empty one is left out. */
    void text(int field, String value) {
        if (!value.isEmpty()) {
            bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Bytes with tag and length, empty ones too: as elements of lists and alternatives of a oneof stand. */
    void bytes(int field, byte[] value) {
        varint(tag(field, LENGTH_DELIMITED));
        lengthAndBytes(value, 0, value.length);
    }

    /** The length of a range and the range, without tag. */
    public void lengthAndBytes(byte[] source, int offset, int length) {
        varint(length);
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** What another writer has written, as it is. */
    void raw(WireWriter other) {
        reserve(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    /**
     * Begins a message or a packed list.
     *
     * @return what {@link #end} wants to know
     */
    int begin(int field) {
        varint(tag(field, LENGTH_DELIMITED));
        reserve(1);
        // One byte for the length, as most are short; the content moves where it takes more.
        return ++size;
    }

    /** Ends what was begun last and has not been ended. */
    void end(int begun) {
        int length = size - begun;
        int more = lengthOfVarint(length) - 1;
        if (more > 0) {
            reserve(more);
            System.arraycopy(bytes, begun, bytes, begun + more, length);
        }
        size = begun - 1;
        varint(length);
        size += length;
    }

    /** How many bytes a number takes. */
    static int lengthOfVarint(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** What stands before a field. */
    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
