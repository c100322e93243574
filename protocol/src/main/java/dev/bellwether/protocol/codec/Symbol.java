package dev.bellwether.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text and its UTF-8, made once. Equal ones are mostly the same object, which is what {@link #sameAs} tries first. */
final class Symbol {
    static final Symbol EMPTY = new Symbol("");

    private final String text;
    private final byte[] bytes;
    private final int hash;

    Symbol(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.hash = ByteKeyCache.hash(bytes, 0, bytes.length);
    }

    String text() {
        return text;
    }

    /** The text's UTF-8; nobody writes to it. */
    byte[] bytes() {
        return bytes;
    }

    int hash() {
        return hash;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean sameAs(Symbol other) {
        return this == other || (hash == other.hash && Arrays.equals(bytes, other.bytes));
    }
}
