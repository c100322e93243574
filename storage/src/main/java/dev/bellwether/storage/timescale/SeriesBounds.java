package dev.bellwether.storage.timescale;

/**
 * The time bounds of very many series in whole seconds, 16 bytes each and some room: a table with open addressing. Not safe
 * for use by many threads.
 */
final class SeriesBounds {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int SMALLEST = 1_024;

    /** Series ids, which are above 0; 0 where a slot is free. */
    private long[] ids = new long[SMALLEST];

    /** Seconds since 1970 as unsigned numbers, which reach beyond 2099. */
    private int[] firsts = new int[SMALLEST];

    private int[] lasts = new int[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    /** Whether a series is known with bounds that cover a range of times. */
    boolean covers(long seriesId, long firstMillis, long lastMillis) {
        int slot = slot(seriesId);
        return ids[slot] == seriesId
                && firstMillis >= Integer.toUnsignedLong(firsts[slot]) * 1_000
                && lastMillis <= Integer.toUnsignedLong(lasts[slot]) * 1_000;
    }

    boolean contains(long seriesId) {
        return ids[slot(seriesId)] == seriesId;
    }

    /** The first time of a series that is known, at most a second early. */
    long firstMillis(long seriesId) {
        return Integer.toUnsignedLong(firsts[slot(seriesId)]) * 1_000;
    }

    /** The last time of a series that is known, at most a second late. */
    long lastMillis(long seriesId) {
        return Integer.toUnsignedLong(lasts[slot(seriesId)]) * 1_000;
    }

    /** Notes bounds, rounded outwards. */
    void put(long seriesId, long firstMillis, long lastMillis) {
        int slot = slot(seriesId);
        if (ids[slot] == 0) {
            if (size * 3L >= ids.length * 2L) {
                grow();
                slot = slot(seriesId);
            }
            ids[slot] = seriesId;
            size++;
        }
        firsts[slot] = (int) Math.floorDiv(firstMillis, 1_000L);
        lasts[slot] = (int) Math.ceilDiv(lastMillis, 1_000L);
    }

    void clear() {
        ids = new long[SMALLEST];
        firsts = new int[SMALLEST];
        lasts = new int[SMALLEST];
        size = 0;
    }

    /** Where a series stands, or where it would. */
    private int slot(long seriesId) {
        int mask = ids.length - 1;
        int slot = (int) (seriesId * FACTOR >>> 32) & mask;
        while (ids[slot] != 0 && ids[slot] != seriesId) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldFirsts = firsts;
        int[] oldLasts = lasts;
        ids = new long[oldIds.length * 2];
        firsts = new int[ids.length];
        lasts = new int[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                firsts[slot] = oldFirsts[i];
                lasts[slot] = oldLasts[i];
            }
        }
    }
}
