package dev.bellwether.agent.scrape.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A range of somebody else's bytes, moved about instead of made anew. For one thread. */
public final class ByteView {
    private byte[] array = new byte[0];
    private int start;
    private int end;

    /** Points at the bytes from {@code start} to before {@code end}. */
    public ByteView set(byte[] bytes, int from, int to) {
        this.array = bytes;
        this.start = from;
        this.end = to;
        return this;
    }

    public byte[] array() {
        return array;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(array, start, end);
    }

    /** Whether the bytes are the same as those of an array. */
    public boolean contentEquals(byte[] other) {
        return Arrays.equals(array, start, end, other, 0, other.length);
    }

    /** A hash of the bytes, spread over all bits. */
    public int contentHash() {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash ^ (hash >>> 16);
    }

    @Override
    public String toString() {
        return new String(array, start, end - start, StandardCharsets.UTF_8);
    }
}
