package dev.bellwether.ingest.gateway.remotewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text of a range of bytes once, however often it stands in a request: version 1 repeats every name and most
 * values for each series. One table serves one request.
 */
final class SymbolTable {
    private final byte[] source;
    private int[] offsets;
    private int[] lengths;
    private int[] hashes;
    private @Nullable String[] texts;
    private int count;

    SymbolTable(byte[] source) {
        this.source = source;
        int capacity = 512;
        this.offsets = new int[capacity];
        this.lengths = new int[capacity];
        this.hashes = new int[capacity];
        this.texts = new @Nullable String[capacity];
    }

    /** The text of a range of the source, as UTF-8. */
    String get(int offset, int length) {
        if (length == 0) {
            return "";
        }
        int hash = hash(offset, length);
        int mask = texts.length - 1;
        int slot = hash & mask;
        String text = texts[slot];
        while (text != null) {
            if (hashes[slot] == hash
                    && lengths[slot] == length
                    && Arrays.equals(source, offsets[slot], offsets[slot] + length, source, offset, offset + length)) {
                return text;
            }
            slot = (slot + 1) & mask;
            text = texts[slot];
        }
        String made = new String(source, offset, length, StandardCharsets.UTF_8);
        put(slot, hash, offset, length, made);
        if (++count * 2 > texts.length) {
            grow();
        }
        return made;
    }

    private void put(int slot, int hash, int offset, int length, String text) {
        hashes[slot] = hash;
        offsets[slot] = offset;
        lengths[slot] = length;
        texts[slot] = text;
    }

    private int hash(int offset, int length) {
        int hash = length;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = hash * 31 + source[i];
        }
        return hash ^ (hash >>> 15);
    }

    private void grow() {
        int[] oldOffsets = offsets;
        int[] oldLengths = lengths;
        int[] oldHashes = hashes;
        @Nullable String[] oldTexts = texts;
        int capacity = oldTexts.length * 2;
        offsets = new int[capacity];
        lengths = new int[capacity];
        hashes = new int[capacity];
        texts = new @Nullable String[capacity];
        for (int i = 0; i < oldTexts.length; i++) {
            String text = oldTexts[i];
            if (text != null) {
                int slot = oldHashes[i] & (capacity - 1);
                while (texts[slot] != null) {
                    slot = (slot + 1) & (capacity - 1);
                }
                put(slot, oldHashes[i], oldOffsets[i], oldLengths[i], text);
            }
        }
    }
}
