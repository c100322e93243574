package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.protocol.codec.ByteKeyCache;
import dev.bellwether.protocol.codec.SymbolMemory;

/**
 * Series of earlier requests, found by the bytes in which their labels stand there. Bounded; safe for use by many
 * threads.
 */
public final class SeriesCache {
    private static final int SMALLEST = 8_192;
    private static final int LARGEST = 1_000_000;
    /** What a series takes in memory with the texts that are its own. */
    private static final int BYTES_PER_SERIES = 640;
    /** Texts that belong to one series alone, beside those that many share. */
    private static final int SYMBOLS_PER_SERIES = 2;

    private final ByteKeyCache<KnownSeries> version1;
    private final ByteKeyCache<KnownSeries> version2;
    private final SymbolMemory symbols;

    /** A cache of so many series for each version. */
    public SeriesCache(int capacity) {
        version1 = new ByteKeyCache<>(capacity);
        version2 = new ByteKeyCache<>(capacity);
        symbols = new SymbolMemory(capacity * SYMBOLS_PER_SERIES);
    }

    /**
     * A cache that takes at most about half of a heap while all of its series are different: as many as half of that are
     * certain to be kept, and a round of more than are kept would find none of them.
     */
    public static SeriesCache forHeap(long heapBytes) {
        return new SeriesCache((int) Math.clamp(heapBytes / 2 / BYTES_PER_SERIES, SMALLEST, LARGEST));
    }

    /** Series by their labels as they stand in {@code prometheus.TimeSeries}. */
    ByteKeyCache<KnownSeries> version1() {
        return version1;
    }

    /** Series by metadata and labels as {@link SymbolRanges} puts them together. */
    ByteKeyCache<KnownSeries> version2() {
        return version2;
    }

    /** Texts that series share. */
    public SymbolMemory symbols() {
        return symbols;
    }
}
