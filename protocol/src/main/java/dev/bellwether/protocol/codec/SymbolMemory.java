package dev.bellwether.protocol.codec;

import java.nio.charset.StandardCharsets;

/**
 * Keeps texts that series share, so that each is in memory once and its UTF-8 is made once. Bounded; safe for use by
 * many threads.
 */
public final class SymbolMemory {
    private final ByteKeyCache<Symbol> symbols;

    /** A memory for so many texts. */
    public SymbolMemory(int capacity) {
        symbols = new ByteKeyCache<>(capacity);
    }

    /** The text of UTF-8; what is none is replaced as {@link String#String(byte[], java.nio.charset.Charset)} does. */
    public String text(byte[] source, int offset, int length) {
        if (length == 0) {
            return "";
        }
        Symbol known = symbols.get(source, offset, length);
        if (known == null) {
            known = new Symbol(new String(source, offset, length, StandardCharsets.UTF_8));
            symbols.put(source, offset, length, known);
        }
        return known.text();
    }

    Symbol symbol(String text) {
        if (text.isEmpty()) {
            return Symbol.EMPTY;
        }
        Symbol made = new Symbol(text);
        Symbol known = symbols.get(made.bytes(), 0, made.bytes().length);
        if (known == null || !known.text().equals(text)) {
            symbols.put(made.bytes(), 0, made.bytes().length, made);
            return made;
        }
        return known;
    }
}
