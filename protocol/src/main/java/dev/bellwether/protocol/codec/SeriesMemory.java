package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SeriesDescriptor;

/**
 * Remembers single series by their bytes, whatever block they come in: labels of a known series are not decoded again,
 * and equal series are mostly the same object. Bounded; safe for use by many threads.
 */
public final class SeriesMemory {
    /** Texts that belong to one series alone, beside those that many share. */
    private static final int SYMBOLS_PER_SERIES = 2;

    private final ByteKeyCache<SeriesDescriptor> series;
    private final SymbolMemory symbols;

    /** A memory for so many series. */
    public SeriesMemory(int capacity) {
        series = new ByteKeyCache<>(capacity);
        symbols = new SymbolMemory(capacity * SYMBOLS_PER_SERIES);
    }

    ByteKeyCache<SeriesDescriptor> series() {
        return series;
    }

    SymbolMemory symbols() {
        return symbols;
    }
}
